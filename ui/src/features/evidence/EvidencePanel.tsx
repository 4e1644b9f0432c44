/** Evidence on the person's own data: cards from the weakest to the strongest, each with its caveat in sight. */
import "./evidence.css";
import { useCallback, useState } from "react";
import type { EvidenceKind, KnownAnswer, ProjectInfo } from "../../api";
import { Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { NeedsReading } from "../results/NeedsReading";
import type { Compared } from "../compare/useCompared";
import { Card } from "./Card";
import { DEAR, KINDS } from "./evidence";

interface Props {
  compared: Compared;
  project: ProjectInfo;
}

export function EvidencePanel({ compared, project }: Props) {
  const [answer, setAnswer] = useAnswer(project.place);
  const [settled, setSettled] = useState(0);
  const failed = compared.sides.filter((side) => side.failure !== null);
  const onSettled = useCallback((kind: EvidenceKind) => setSettled((now) => Math.max(now, DEAR.indexOf(kind) + 1)), []);
  if (compared.sides.some((side) => side.ranking === null && side.failure === null)) return <div className="table-waiting"><Skeleton lines={9} label={say("compare.ranking")} /></div>;
  return (
    <div className="compare-page evidence" tabIndex={0} role="region" aria-label={say("results.tab.evidence")}>
      <header className="evidence-lead">
        <h2>{say("evidence.title")}</h2>
        <p>{say("evidence.lead")}</p>
        {failed.map((side) => <div key={side.at} className="evidence-missing"><NeedsReading failure={side.failure!} methods={compared.methods} onRetry={side.again} /></div>)}
      </header>
      <ol className="cards">
        {KINDS.map((kind) => (
          <Card key={kind} kind={kind} compared={compared} answer={answer} onAnswer={setAnswer} onSettled={onSettled} enabled={DEAR.indexOf(kind) <= settled} />
        ))}
      </ol>
    </div>
  );
}

/** Where the pool says what is right, remembered with the project. */
function useAnswer(project: string): [KnownAnswer | null, (answer: KnownAnswer | null) => void] {
  const memory = `answer:${project}`;
  const [answer, setAnswer] = useState<KnownAnswer | null>(() => {
    try {
      return JSON.parse(localStorage.getItem(memory) ?? "null") as KnownAnswer | null;
    } catch {
      return null;
    }
  });
  const set = (to: KnownAnswer | null) => {
    setAnswer(to);
    localStorage.setItem(memory, JSON.stringify(to));
  };
  return [answer, set];
}
