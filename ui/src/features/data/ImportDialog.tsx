/** Before rows come in: which files, what each row is, and three live samples of what becomes of them. */
import { useState } from "react";
import { call, useAsk, type FileTicket, type ImportMapping, type ImportPreview } from "../../api";
import { report } from "../../app/status";
import { Button, Dialog, ErrorState, Icon, Skeleton } from "../../components";
import { bytes } from "../../texts/format";
import { say, sayWords } from "../../texts/say";
import { isComplete, MappingForm } from "./MappingForm";
import { Samples } from "./Samples";

export function ImportDialog({ tickets, onClose }: { tickets: FileTicket[]; onClose: () => void }) {
  const [chosen, setChosen] = useState<ImportMapping | null>(null);
  const [busy, setBusy] = useState(false);
  const numbers = tickets.map((ticket) => ticket.ticket);
  const isReady = chosen === null || isComplete(chosen);
  const preview = useAsk("preview_import", { tickets: numbers, mapping: isReady ? chosen : null }, { keep: true });
  const mapping = chosen ?? preview.data?.mapping ?? null;
  const readable = preview.data?.files.some((file) => file.problem === null) ?? false;
  const start = () => {
    if (!mapping) return;
    setBusy(true);
    const wanted = preview.data ? numbers.filter((_, at) => preview.data?.files[at]?.problem == null) : numbers;
    call("start_import", { tickets: wanted, mapping }).then(onClose, (failure) => { setBusy(false); report(failure); });
  };
  const actions = (
    <>
      <span className="hint dialog-actions-start">{say("import.promise")}</span>
      <Button onClick={onClose}>{say("action.cancel")}</Button>
      <Button look="solid" disabled={busy || !readable || !mapping || !isComplete(mapping)} onClick={start}>{say("import.go")}</Button>
    </>
  );
  return (
    <Dialog title={say("import.title", { files: tickets.length })} open onClose={onClose} width="wide" actions={actions}>
      {preview.failure && !preview.data ? <ErrorState failure={preview.failure} onRetry={preview.again} compact />
        : !preview.data ? <Skeleton lines={6} label={say("import.looking")} />
        : <>
            <Files preview={preview.data} tickets={tickets} />
            {readable && (
              <div className="import-columns">
                <MappingForm preview={preview.data} mapping={mapping} onChange={setChosen} />
                <Samples samples={preview.data.samples} failure={preview.failure} stale={preview.stale} />
              </div>
            )}
          </>}
    </Dialog>
  );
}

function Files({ preview, tickets }: { preview: ImportPreview; tickets: FileTicket[] }) {
  return (
    <ul className="import-files">
      {preview.files.map((file, at) => (
        <li key={at} className="import-file">
          <Icon name={tickets[at]?.is_folder ? "folder" : "file"} />
          <span className="import-file-name">{file.name}</span>
          <span className="ink-3">{say("import.file", { format: file.format, size: bytes(file.size_bytes), folder: tickets[at]?.folder ?? "" })}</span>
          {file.problem && <p className="import-note import-problem"><Icon name="warn" />{say("import.problem", { problem: file.problem })}</p>}
          {file.notices.map((notice) => <p key={notice} className="import-note"><Icon name="info" />{sayWords(notice)}</p>)}
        </li>
      ))}
    </ul>
  );
}
