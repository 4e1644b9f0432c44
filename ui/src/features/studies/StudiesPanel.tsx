/** Studies: what the model's neurons, layers and linear maps do for this goal. A form, then what was studied, newest first. */
import "../evidence/evidence.css";
import "./studies.css";
import { useAsk } from "../../api";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { StudyCard } from "./StudyCard";
import { StudyForm } from "./StudyForm";

export function StudiesPanel({ goal }: { goal: number }) {
  const studies = useAsk("studies", {}, { keep: true });
  return (
    <div className="compare-page evidence studies" tabIndex={0} role="region" aria-label={say("results.tab.studies")}>
      <header className="evidence-lead">
        <h2>{say("study.heading")}</h2>
        <p>{say("study.lead")}</p>
      </header>
      <div className="cards">
        <StudyForm goal={goal} />
        {studies.failure && !studies.data ? <ErrorState compact failure={studies.failure} onRetry={studies.again} /> : null}
        {studies.loading ? <Skeleton lines={4} /> : null}
        {studies.data ? <ol className="cards studies-made" aria-label={say("study.made")}>{studies.data.map((study) => <StudyCard key={study.study} study={study} />)}</ol> : null}
      </div>
    </div>
  );
}
