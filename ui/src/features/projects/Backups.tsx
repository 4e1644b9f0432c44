/** The backups of a project: when and why each was made, how many are kept, and the way back to one. */
import { useState } from "react";
import { call, useAsk, type Backup } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { Button, ConfirmDialog, Dialog, ErrorState, Icon, Skeleton } from "../../components";
import { bytes, moment } from "../../texts/format";
import { say, sayFailure } from "../../texts/say";

/** `recent` names a project of the list of recent ones; the open one if none. */
export function BackupsDialog({ name, recent, readOnly, onClose }: { name: string; recent?: number; readOnly?: boolean; onClose: () => void }) {
  const asked = useAsk("backups", recent === undefined ? {} : { recent });
  const [chosen, setChosen] = useState<Backup | null>(null);
  const restore = (backup: Backup) => attempt(async () => {
    onClose();
    await call("restore_backup", { ...(recent === undefined ? {} : { recent }), backup: backup.backup });
    tell(say("backups.restored", { name, when: moment(backup.made_ms) }));
  });
  return (
    <>
      <Dialog title={say("backups.title", { name })} open onClose={onClose} width="middle" actions={<Button onClick={onClose}>{say("action.close")}</Button>}>
        {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact /> : !asked.data ? <Skeleton lines={4} /> : (
          <>
            <p className="ink-2">{say("backups.words", { daily: asked.data.most_daily, room: asked.data.most_bytes })}</p>
            {asked.data.trouble ? <p className="import-note"><Icon name="warn" />{say("backups.trouble", { why: sayFailure(asked.data.trouble) })}</p> : null}
            {asked.data.backups.length === 0 ? <p>{say("backups.none")}</p> : (
              <ul className="lines backups">
                {asked.data.backups.map((backup) => <BackupLine key={backup.backup} backup={backup} disabled={readOnly ?? false} onRestore={() => setChosen(backup)} />)}
              </ul>
            )}
            <p className="hint">{say("backups.folder", { place: asked.data.folder })}</p>
          </>
        )}
      </Dialog>
      {chosen ? (
        <ConfirmDialog title={say("backups.ask", { when: moment(chosen.made_ms) })} open onClose={() => setChosen(null)} onConfirm={() => restore(chosen)} action={say("backups.restore")}>
          <p>{say("backups.ask_words", { name, when: moment(chosen.made_ms) })}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function BackupLine({ backup, disabled, onRestore }: { backup: Backup; disabled: boolean; onRestore: () => void }) {
  return (
    <li className="line">
      <Icon name="clock" />
      <div className="line-words">
        <p>{moment(backup.made_ms)}</p>
        <p className="hint">{say(`backups.reason.${backup.reason}`)} · {bytes(backup.size_bytes)}</p>
      </div>
      <Button disabled={disabled} aria-label={say("backups.restore_named", { when: moment(backup.made_ms) })} onClick={onRestore}>{say("backups.restore")}</Button>
    </li>
  );
}
