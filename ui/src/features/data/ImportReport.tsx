/** The report beside the title: how many rows are ready, how many were set aside, and the way to both lists. */
import { useAsk, type ImportInfo, type JobView } from "../../api";
import { doneText, jobTitle } from "../../app/jobText";
import { go } from "../../app/navigation";
import { Button } from "../../components";
import { say } from "../../texts/say";

export function ImportReport({ imports, onSetAside, onImports, onDuplicates }: { imports: ImportInfo[]; onSetAside: () => void; onImports: () => void; onDuplicates: () => void }) {
  if (imports.length === 0) return null;
  const documents = imports.reduce((sum, one) => sum + one.documents, 0);
  const aside = imports.reduce((sum, one) => sum + one.set_aside, 0);
  return (
    <p className="import-report">
      <span>{say("data.report.ready", { documents })}</span>
      {aside > 0 && <Button look="link" onClick={onSetAside}>{say("data.report.aside", { rows: aside })}</Button>}
      <Button look="link" onClick={onImports}>{say("data.report.imports", { imports: imports.length })}</Button>
      <Button look="link" onClick={onDuplicates}>{say("duplicates.open")}</Button>
      <Coming />
    </p>
  );
}

/** An import on its way, in a few words. */
function Coming() {
  const { data } = useAsk("jobs", {});
  const job = data?.find((one) => isImport(one) && one.state === "running");
  return job ? <Button look="link" onClick={() => go("activity")}>{say("data.report.coming", { job: jobTitle(job), done: doneText(job) })}</Button> : null;
}

/** Does this job bring rows in? */
export const isImport = (job: JobView): boolean => job.kind === "import" || job.kind === "hub_import";
