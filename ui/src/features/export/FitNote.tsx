/** How the rows fit the format, before anything is written: what is completed, what does not fit, and what to do. */
import type { ExportFit } from "../../api";
import { Checkbox, Icon } from "../../components";
import { say } from "../../texts/say";

export function FitNote({ fit, documents, leaveOut, onLeaveOut }: { fit: ExportFit; documents: number; leaveOut: boolean; onLeaveOut: (leaveOut: boolean) => void }) {
  const partly = fit.looked_at < documents;
  return (
    <div className="fit">
      {fit.unfit === 0 && <p className="import-note"><Icon name="ok" />{say(`export.fit.${fit.form as "text" | "alpaca" | "sharegpt" | "openai"}`)}</p>}
      {fit.completed > 0 && <p className="import-note"><Icon name="info" />{say("export.fit.completed", { rows: fit.completed })}</p>}
      {fit.unfit > 0 && (
        <div className="fit-lack" role="alert">
          <p className="import-note"><Icon name="warn" />{say("export.fit.unfit", { rows: fit.unfit, id: fit.first_unfit?.[0] ?? "", why: fit.first_unfit?.[1] ?? "" })}</p>
          <Checkbox label={say("export.fit.leave_out")} checked={leaveOut} onChange={onLeaveOut} />
        </div>
      )}
      {partly && <p className="hint">{say("export.fit.partly", { rows: fit.looked_at })}</p>}
    </div>
  );
}
