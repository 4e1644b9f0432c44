/** The report beside the title: how many rows are ready, how many were set aside, and the way to both lists. */
import type { ImportInfo } from "../../api";
import { Button } from "../../components";
import { say } from "../../texts/say";

export function ImportReport({ imports, onSetAside, onImports }: { imports: ImportInfo[]; onSetAside: () => void; onImports: () => void }) {
  if (imports.length === 0) return null;
  const documents = imports.reduce((sum, one) => sum + one.documents, 0);
  const aside = imports.reduce((sum, one) => sum + one.set_aside, 0);
  return (
    <p className="import-report">
      <span>{say("data.report.ready", { documents })}</span>
      {aside > 0 && <Button look="link" onClick={onSetAside}>{say("data.report.aside", { rows: aside })}</Button>}
      <Button look="link" onClick={onImports}>{say("data.report.imports", { imports: imports.length })}</Button>
    </p>
  );
}
