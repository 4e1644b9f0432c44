/** What the file will be: format, order, scores. */
import { useRef, type KeyboardEvent } from "react";
import type { ExportFormat, ExportOrder } from "../../api";
import { Checkbox, cx, Segmented } from "../../components";
import { say } from "../../texts/say";

const FORMATS: ExportFormat[] = ["jsonl", "csv", "parquet"];

export function ExportChoices({ format, onFormat, order, onOrder, withScores, onScores }: {
  format: ExportFormat; onFormat: (format: ExportFormat) => void;
  order: ExportOrder; onOrder: (order: ExportOrder) => void;
  withScores: boolean; onScores: (with_: boolean) => void;
}) {
  return (
    <section className="export-choices" aria-label={say("export.choices")}>
      <FormatCards format={format} onFormat={onFormat} />
      <div className="part">
        <h2 className="part-title">{say("export.order")}</h2>
        <Segmented label={say("export.order")} value={order} onChange={onOrder}
          options={(["rank", "original"] as const).map((value) => ({ value, label: say(`export.order.${value}`) }))} />
      </div>
      <div className="part">
        <h2 className="part-title">{say("export.inside")}</h2>
        <p className="ink-2">{say("export.inside_words")}</p>
        <Checkbox label={say("export.scores")} hint={say("export.scores_hint")} checked={withScores} onChange={onScores} />
        <p className="ink-2">{say("export.passport_words")}</p>
      </div>
    </section>
  );
}

function FormatCards({ format, onFormat }: { format: ExportFormat; onFormat: (format: ExportFormat) => void }) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = /Right|Down/.test(event.key) ? 1 : /Left|Up/.test(event.key) ? -1 : 0;
    if (step === 0 || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const to = (FORMATS.indexOf(format) + step + FORMATS.length) % FORMATS.length;
    onFormat(FORMATS[to] ?? format);
    (group.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div className="part">
      <h2 className="part-title">{say("export.format")}</h2>
      <div ref={group} className="format-cards" role="radiogroup" aria-label={say("export.format")} onKeyDown={move}>
        {FORMATS.map((one) => (
          <button key={one} type="button" role="radio" aria-checked={one === format} tabIndex={one === format ? 0 : -1}
            className={cx("format-card", one === format && "format-chosen")} onClick={() => onFormat(one)}>
            <span className="format-mark" aria-hidden="true" /><b>{say(`export.format.${one}`)}</b><span>{say(`export.format.${one}_words`)}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
