/**
 * The history of a goal's rankings: each that was named, cut by hand or exported, what changed between them, and the ways
 * back. Below them what was deleted or changed of the goal itself.
 */
import "../evidence/evidence.css";
import "./history.css";
import { useState } from "react";
import { useAsk, type Budget, type RankingView, type Run } from "../../api";
import { rankQuery, useSelection } from "../../app/selection";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { isSameQuestion } from "../whatif/runs";
import { DeedList } from "./DeedList";
import { HistoryLine } from "./HistoryLine";

export function HistoryPanel({ ranking, budget }: { ranking: RankingView; budget: Budget }) {
  const now = useSelection();
  const { goal } = ranking.query;
  const runs = useAsk("runs", {}, { keep: true });
  const examples = useAsk("goal", { goal }, { keep: true }).data?.examples ?? [];
  const methods = useAsk("methods", {}).data;
  const [open, setOpen] = useState<number | null>(null);
  const ofGoal = runs.data?.filter((run) => run.query.goal === goal) ?? [];
  const asked = rankQuery(now);
  const present = ofGoal.find((run) => asked && isPresent(run, asked, examples.filter((one) => one.ticked).map((one) => one.example), budget));
  return (
    <div className="compare-page evidence history" tabIndex={0} role="region" aria-label={say("results.tab.history")}>
      <header className="evidence-lead">
        <h2>{say("history.heading")}</h2>
        <p>{say("history.lead")}</p>
      </header>
      {runs.failure && !runs.data ? <ErrorState compact failure={runs.failure} onRetry={runs.again} /> : null}
      {runs.loading ? <Skeleton lines={4} /> : null}
      {runs.data && ofGoal.length === 0 ? <EmptyState icon="clock" title={say("history.none")}>{say("history.none_words")}</EmptyState> : null}
      {ofGoal.length > 0 ? <ol className="lines history-list" aria-label={say("history.list")}>
        {ofGoal.map((run) => (
          <HistoryLine key={run.run} run={run} runs={ofGoal} known={{ examples, methods }} ranking={ranking} budget={budget}
            isPresent={run === present} isOpen={open === run.run} onOpen={(to) => setOpen(to ? run.run : null)} />
        ))}
      </ol> : null}
      <DeedList goal={goal} />
    </div>
  );
}

/** A run keeps its examples by number; the screen may ask for the ticked ones, which are the same while they are these. */
function isPresent(run: Run, asked: RankingView["query"], ticked: number[], budget: Budget): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const byNumber = { ...asked, examples: asked.examples ?? ticked };
  return same(run.budget, budget) && (isSameQuestion(run, asked) || isSameQuestion(run, byNumber));
}
