/** What was imported, with reports; each can be deleted, and says what that freed. */
import { useState } from "react";
import { useAsk, useDo, type ImportInfo } from "../../api";
import { report, tell } from "../../app/status";
import { Button, ConfirmDialog, Dialog, ErrorState, Icon, Skeleton } from "../../components";
import { bytes, moment } from "../../texts/format";
import { say, sayWords } from "../../texts/say";

export function ImportsDialog({ onClose, onSetAside }: { onClose: () => void; onSetAside: (of: number) => void }) {
  const imports = useAsk("imports", {});
  const [doomed, setDoomed] = useState<ImportInfo | null>(null);
  return (
    <Dialog title={say("imports.title")} open onClose={onClose} width="middle">
      {imports.failure ? <ErrorState failure={imports.failure} onRetry={imports.again} compact />
        : !imports.data ? <Skeleton lines={4} />
        : imports.data.length === 0 ? <p className="ink-2">{say("imports.none")}</p>
        : <ul className="import-list">{imports.data.map((one) => <ImportLine key={one.import} one={one} onSetAside={onSetAside} onDelete={() => setDoomed(one)} />)}</ul>}
      {doomed && <DeleteImport one={doomed} onClose={() => setDoomed(null)} />}
    </Dialog>
  );
}

function ImportLine({ one, onSetAside, onDelete }: { one: ImportInfo; onSetAside: (of: number) => void; onDelete: () => void }) {
  return (
    <li className="import-line">
      <div className="import-line-words">
        <p><b>{one.name}</b> <span className="ink-3">{say("imports.when", { format: one.format, when: moment(one.imported_ms) })}</span></p>
        <p className="ink-2">
          {say("data.report.ready", { documents: one.documents })}
          {one.set_aside > 0 && <> <Button look="link" onClick={() => onSetAside(one.import)}>{say("data.report.aside", { rows: one.set_aside })}</Button></>}
        </p>
        {!one.complete && <p className="import-note"><Icon name="warn" />{say("imports.incomplete")}</p>}
        {one.reasons.map((reason) => <p key={reason.reason} className="hint">{say("imports.reason", { rows: reason.rows, reason: sayWords(reason.reason) })}</p>)}
        {one.special_strings.map((special) => <p key={special.text} className="import-note"><Icon name="info" />{say("imports.special", { ...special })}</p>)}
        {one.notices.map((notice) => <p key={notice} className="import-note"><Icon name="info" />{sayWords(notice)}</p>)}
      </div>
      <Button icon="trash" onClick={onDelete} aria-label={say("imports.delete_named", { name: one.name })}>{say("action.delete")}</Button>
    </li>
  );
}

function DeleteImport({ one, onClose }: { one: ImportInfo; onClose: () => void }) {
  const deed = useDo("delete_import");
  const confirm = () => deed.mutate({ import: one.import }, {
    onSuccess: (freed) => { tell(say("imports.deleted", { name: one.name, documents: freed.documents, size: bytes(freed.bytes) })); onClose(); },
    onError: (failure) => { report(failure); onClose(); },
  });
  return (
    <ConfirmDialog title={say("imports.delete_title", { name: one.name })} open onClose={onClose} onConfirm={confirm} busy={deed.isPending} action={say("imports.delete_go", { documents: one.documents })}>
      <p>{say("imports.delete_words", { documents: one.documents })}</p>
      <p className="ink-2">{say("imports.delete_kept")}</p>
    </ConfirmDialog>
  );
}
