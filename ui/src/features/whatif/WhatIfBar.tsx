/** What is being tried and what it does to the order, with the way back and the way to keep it. */
import "./whatif.css";
import { useState } from "react";
import { useAsk, type Budget, type RankingView } from "../../api";
import { Button } from "../../components/Button";
import { Pill } from "../../components/Tag";
import { say } from "../../texts/say";
import { changesOf, type Change } from "./changes";
import { KeepRunDialog } from "./KeepRunDialog";
import { undo, undoAll, useBefore } from "./whatif";

export function WhatIfBar({ ranking, budget }: { ranking: RankingView; budget: Budget }) {
  const before = useBefore();
  const goal = useAsk("goal", { goal: ranking.query.goal }, { enabled: before !== null, keep: true });
  const [keeping, setKeeping] = useState(false);
  if (!before || !goal.data) return null;
  const changes = changesOf(before.query, ranking.query, goal.data.examples);
  if (changes.length === 0) return null;
  return (
    <section className="whatif-bar" aria-label={say("whatif.bar")}>
      <strong className="whatif-title">{say("whatif.title")}</strong>
      <ul className="whatif-changes">
        {changes.map((change) => (
          <li key={change.id}><Pill label={say("whatif.take_back", { change: change.words })} onRemove={change.back}>{change.words}</Pill></li>
        ))}
      </ul>
      {before.ranking && before.ranking.ranking !== ranking.ranking ? <Effect ranking={ranking.ranking} before={before.ranking.ranking} budget={budget} /> : null}
      <span className="whatif-deeds">
        <Button look="quiet" icon="undo" onClick={undo}>{say("action.undo")}</Button>
        {changes.length > 1 ? <Button look="quiet" onClick={undoAll}>{say("whatif.undo_all")}</Button> : null}
        <Button onClick={() => setKeeping(true)} aria-haspopup="dialog">{say("whatif.keep")}</Button>
      </span>
      {keeping ? <KeepRunDialog query={ranking.query} budget={budget} name={nameOf(changes)} onClose={() => setKeeping(false)} /> : null}
    </section>
  );
}

/** What the changes did, in numbers. */
function Effect({ ranking, before, budget }: { ranking: number; before: number; budget: Budget }) {
  const changes = useAsk("rank_changes", { ranking, before, budget }, { keep: true });
  if (!changes.data) return null;
  const { moved, in_both, came_in, went_out } = changes.data;
  return (
    <p className="whatif-effect" role="status">
      {say("whatif.moved", { moved, rows: in_both })}{" "}
      {came_in + went_out === 0 ? say("whatif.cut_same") : say("whatif.cut", { came: came_in, went: went_out })}
    </p>
  );
}

const LONGEST = 120;
const nameOf = (changes: readonly Change[]): string => changes.map((change) => change.words).join("; ").slice(0, LONGEST);
