/** Formats as cards of one radio group: the name on each, and what the chosen one is beneath its group. */
import { useRef, type KeyboardEvent } from "react";
import type { ExportFormat } from "../../api";
import { cx } from "../../components";
import { say } from "../../texts/say";
import { FORMATS, GROUPS } from "./formats";

export function FormatCards({ format, onFormat }: { format: ExportFormat; onFormat: (format: ExportFormat) => void }) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = /Right|Down/.test(event.key) ? 1 : /Left|Up/.test(event.key) ? -1 : 0;
    if (step === 0 || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const to = (FORMATS.indexOf(format) + step + FORMATS.length) % FORMATS.length;
    onFormat(FORMATS[to] ?? format);
    group.current?.querySelectorAll<HTMLElement>("[role=radio]")[to]?.focus();
  };
  return (
    <div ref={group} className="part" role="radiogroup" aria-label={say("export.format")} onKeyDown={move}>
      {GROUPS.map(({ name, formats }) => (
        <div key={name} className="format-group">
          <h2 className="part-title">{say(`export.group.${name}`)}</h2>
          <div className="format-cards">
            {formats.map((one) => (
              <button key={one} type="button" role="radio" aria-checked={one === format} tabIndex={one === format ? 0 : -1}
                className={cx("format-card", one === format && "format-chosen")} onClick={() => onFormat(one)}>
                <span className="format-mark" aria-hidden="true" /><b>{say(`export.format.${one}`)}</b>
              </button>
            ))}
          </div>
          {formats.includes(format) && <p className="ink-2" role="status">{say(`export.format.${format}_words`)}</p>}
        </div>
      ))}
    </div>
  );
}
