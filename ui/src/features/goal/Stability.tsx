/** How much of what is kept would stay with other examples of the same kind: drawn again from those there are. */
import { useState } from "react";
import { useAsk, type Budget, type RankingView, type RankQuery } from "../../api";
import { firstBudget, rankQuery, useSelection } from "../../app/selection";
import { Button } from "../../components/Button";
import { InspectorPart } from "../../components/Inspector";
import { say } from "../../texts/say";

/** Twenty rankings are made for it; where one takes longer than this, it is done when it is asked for. */
const QUICK_MS = 60;
const NOTHING: RankQuery = { goal: -1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false, ignored: [] };

export function Stability({ goal, ticked }: { goal: number; ticked: number }) {
  const now = useSelection();
  const query = now.goal === goal && ticked > 0 ? rankQuery(now) : null;
  const ranking = useAsk("rank", query ?? NOTHING, { enabled: query !== null, keep: true });
  if (ticked < 2) return <Part words={say(ticked === 1 ? "goal.stable.one" : "goal.stable.none")} />;
  // Before anything is read there is no ranking, and the checks above say so.
  if (!ranking.data) return null;
  return <Drawn ranking={ranking.data} budget={now.budget ?? firstBudget(ranking.data.ranked)} ticked={ticked} />;
}

function Drawn({ ranking, budget, ticked }: { ranking: RankingView; budget: Budget; ticked: number }) {
  const [asked, setAsked] = useState(false);
  const isAsked = asked || ranking.elapsed_ms <= QUICK_MS;
  const found = useAsk("goal_stability", { ranking: ranking.ranking, budget }, { enabled: isAsked, keep: true });
  if (!isAsked) return <Part words={say("goal.stable.offer")} deed={<Button onClick={() => setAsked(true)}>{say("goal.stable.ask")}</Button>} />;
  if (!found.data) return <Part words={say("goal.stable.waiting")} />;
  const { kept, stays, least, most, draws } = found.data;
  if (stays === null) return <Part words={say("goal.stable.no_examples")} />;
  const says = stays >= 0.8 ? "goal.stable.firm" : stays >= 0.6 ? "goal.stable.fair" : "goal.stable.loose";
  return <Part words={say(says, { stay: Math.round(stays * kept), kept })} note={say("goal.stable.note", { draws, least, most, ticked })} />;
}

function Part({ words, note, deed }: { words: string; note?: string; deed?: React.ReactNode }) {
  return (
    <InspectorPart title={say("goal.stable.title")}>
      <p>{words}</p>
      {note ? <p className="hint">{note}</p> : null}
      {deed}
    </InspectorPart>
  );
}
