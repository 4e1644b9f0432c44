/** The bar at the foot: how much is kept, where to change that, the one button, and the file once it is written. */
import { useState } from "react";
import { call, pick, useAsk, type ExportPlan, type ExportPreview, type JobView } from "../../api";
import { attempt } from "../../app/commands";
import { doneText, paceText, stateText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { Button, Icon, Progress } from "../../components";
import { bytes, short } from "../../texts/format";
import { say, sayFailure } from "../../texts/say";

export function ExportFoot({ plan, preview, stale }: { plan: ExportPlan; preview: ExportPreview; stale: boolean }) {
  const [number, setNumber] = useState<number | null>(null);
  const jobs = useAsk("jobs", {});
  const job = jobs.data?.find((one) => one.job === number);
  const busy = job?.state === "running" || job?.state === "queued";
  const save = () => attempt(async () => {
    const [file] = await pick({ purpose: "save", suggested: preview.suggested_name });
    if (!file) return;
    const { job: started } = await call("start_export", { plan, ticket: file.ticket });
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
      <Button look="solid" icon="export" disabled={preview.documents === 0 || stale || busy} onClick={save}>{say("export.go", { documents: preview.documents })}</Button>
    </footer>
  );
}

function Outcome({ job }: { job: JobView }) {
  if (job.outcome?.kind === "exported") {
    return (
      <div className="export-outcome" role="status">
        <p><Icon name="ok" />{say("export.saved", { place: job.outcome.place })}</p>
        <p className="hint">{say("export.passport", { passport: job.outcome.passport })}</p>
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
