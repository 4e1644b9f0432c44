/** Data while there is none: what will be here, the ways in, and a line that shows what a row looks like. */
import { call, useAsk } from "../../api";
import { addFiles, addFolder, attempt } from "../../app/commands";
import { Button, ErrorState, Progress } from "../../components";
import { jobTitle, doneText, stateText } from "../../app/jobText";
import { say } from "../../texts/say";
import { isImport } from "./ImportReport";

export function EmptyData({ onHub }: { onHub: () => void }) {
  const jobs = useAsk("jobs", {});
  const running = jobs.data?.find((job) => isImport(job) && (job.state === "running" || job.state === "queued"));
  const stopped = running ? undefined : jobs.data?.find(isImport);
  return (
    <section className="drop-zone">
      <div className="drop-inner">
        {stopped?.failure && <ErrorState failure={stopped.failure} onRetry={() => attempt(async () => { await call("resume_job", { job: stopped.job }); })} compact />}
        <h2 className="drop-title">{say(running ? "data.empty.coming" : "data.empty.title")}</h2>
        {running ? (
          <div className="drop-progress">
            <Progress label={jobTitle(running)} value={running.total ? running.done / running.total : null} />
            <p className="hint">{jobTitle(running)}. {stateText(running)}, {doneText(running)}</p>
          </div>
        ) : (
          <>
            <p className="ink-2">{say("data.empty.words")}</p>
            <div className="empty-actions">
              <Button look="solid" icon="file" keys="Mod O" onClick={addFiles}>{say("data.add.files")}</Button>
              <Button icon="folder" onClick={addFolder}>{say("data.add.folder")}</Button>
              <Button icon="hub" onClick={onHub}>{say("data.add.hub")}</Button>
            </div>
            <p className="hint">{say("data.empty.example")}</p>
            <code className="drop-example">{say("data.empty.example_row")}</code>
          </>
        )}
      </div>
    </section>
  );
}
