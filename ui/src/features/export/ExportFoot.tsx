/** The bar at the foot: how much is kept, where to change that, the one button, and the file once it is written. */
import { useState } from "react";
import { call, pick, useAsk, type ExportPlan, type ExportPreview, type JobView, type Pick } from "../../api";
import { attempt } from "../../app/commands";
import { doneText, paceText, stateText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { Button, Icon, Progress } from "../../components";
import { bytes, short } from "../../texts/format";
import { language } from "../../texts/language";
import { say, sayFailure } from "../../texts/say";

export function ExportFoot({ plan, preview, stale }: { plan: ExportPlan; preview: ExportPreview; stale: boolean }) {
  const [number, setNumber] = useState<number | null>(null);
  const jobs = useAsk("jobs", {});
  const job = jobs.data?.find((one) => one.job === number);
  const busy = job?.state === "running" || job?.state === "queued";
  // A format that rows do not fit is refused by the workbench; here it cannot even be asked for.
  const isHeld = preview.documents === 0 || stale || busy || ((preview.fit?.unfit ?? 0) > 0 && !plan.leave_out);
  const save = (into: Pick) => attempt(async () => {
    const [file] = await pick(into);
    if (!file) return;
    const { job: started } = await call("start_export", { plan: { ...plan, language: language() }, ticket: file.ticket });
    setNumber(started);
    jobs.again();
  });
  return (
    <footer className="cutbar" data-pane tabIndex={-1}>
      <div className="cutbar-words">
        <p className="cutbar-title">{say("export.keeping", { documents: preview.documents })}</p>
        <p className="hint">{say("export.amount", { tokens: short(preview.tokens), size: bytes(preview.size_bytes) })} <Button look="link" onClick={() => go("results")}>{say("export.move_cut")}</Button></p>
      </div>
      {job && <Outcome job={job} />}
      {plan.format === "llama_factory" && <Button disabled={isHeld} onClick={() => save({ purpose: "import_folder" })}>{say("export.add_to_folder")}</Button>}
      <Button look="solid" icon="export" disabled={isHeld} onClick={() => save({ purpose: "save", suggested: preview.suggested_name })}>{say("export.go", { documents: preview.documents })}</Button>
    </footer>
  );
}

function Outcome({ job }: { job: JobView }) {
  if (job.outcome?.kind === "exported") {
    return (
      <div className="export-outcome" role="status">
        <p><Icon name="ok" />{say("export.saved", { place: job.outcome.place })}</p>
        <p className="hint">{say("export.passport", { passport: job.outcome.passport })}</p>
        {job.outcome.next && <p className="hint">{say("export.next")} <code className="export-next">{job.outcome.next}</code></p>}
      </div>
    );
  }
  if (job.failure) {
    return <div className="export-outcome export-failed" role="alert"><p><Icon name="stop" />{sayFailure(job.failure)} <Button look="link" onClick={() => go("activity")}>{say("jobs.show")}</Button></p></div>;
  }
  return (
    <div className="export-outcome">
      <Progress label={stateText(job)} value={job.total ? job.done / job.total : null} />
      <p className="hint">{stateText(job)}, {doneText(job)}{paceText(job) && `, ${paceText(job)}`}</p>
    </div>
  );
}
