/** What would be written: how much, the first five rows as they stand in the file, and what to know. */
import type { ExportFormat, ExportPreview as Preview } from "../../api";
import { cx, Icon, VisibleText } from "../../components";
import { count } from "../../texts/format";
import { say, sayWords } from "../../texts/say";
import { FitNote } from "./FitNote";

export function ExportPreview({ preview, format, stale, leaveOut, onLeaveOut }: {
  preview: Preview; format: ExportFormat; stale: boolean; leaveOut: boolean; onLeaveOut: (leaveOut: boolean) => void;
}) {
  return (
    <div className={cx("preview", stale && "sample-stale")} aria-busy={stale}>
      <h2 className="part-title">{say("export.first_rows", { rows: preview.rows.length, format: say(`export.format.${format}`) })}</h2>
      {preview.columns.length > 0 && <p className="preview-columns">{preview.columns.map((column) => <code key={column}>{column}</code>)}</p>}
      <ol className="preview-rows">
        {preview.rows.map((row, at) => (
          <li key={at}><span className="preview-number">{count(at + 1)}</span><code dir="auto" className="preview-row"><VisibleText text={row} /></code></li>
        ))}
      </ol>
      {preview.rows.length === 0 && <p className="ink-2">{say("export.no_rows")}</p>}
      {preview.documents > preview.rows.length && <p className="hint">{say("export.and_more", { more: preview.documents - preview.rows.length })}</p>}
      {preview.fit && <FitNote fit={preview.fit} documents={preview.documents} leaveOut={leaveOut} onLeaveOut={onLeaveOut} />}
      {preview.notices.map((notice) => <p key={notice} className="import-note"><Icon name="info" />{sayWords(notice)}</p>)}
    </div>
  );
}
