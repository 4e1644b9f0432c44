/** Where the row would stand without an example, and the press that tries it. */
import { useState } from "react";
import { useAsk, type RankingView } from "../../api";
import { Button } from "../../components/Button";
import { useSettled } from "../../components/useSettled";
import { say } from "../../texts/say";
import { countingIn, tryExample } from "./whatif";

/** Rankings that took longer than this are not made unasked, one for each example. */
const QUICK_MS = 400;
/** How long a ranking stands before it is made again without each example: what is tried next comes first. */
const SETTLED_MS = 500;

interface Props {
  ranking: RankingView;
  row: number;
  rank: number | null;
  example: number;
}

export function WithoutExample({ ranking, row, rank, example }: Props) {
  const [asked, setAsked] = useState(false);
  const goal = useAsk("goal", { goal: ranking.query.goal }, { keep: true });
  const examples = goal.data?.examples ?? [];
  const counting = countingIn(ranking.query, examples.filter((one) => !one.unwanted));
  const isSettled = useSettled(ranking.ranking, SETTLED_MS) === ranking.ranking;
  const isAsked = asked || ranking.elapsed_ms <= QUICK_MS;
  const without = useAsk("without_example", { ranking: ranking.ranking, row, example }, { enabled: isAsked && (asked || isSettled) && counting.length > 1, keep: true });
  if (!goal.data) return null;
  if (counting.length < 2) return <span className="without-line">{say("whatif.only_one")}</span>;
  return (
    <span className="without-line">
      {isAsked ? <span>{words(isSettled && without.data?.row === row ? without.data.rank : undefined, rank)}</span>
        : <Button look="link" onClick={() => setAsked(true)}>{say("whatif.without_ask")}</Button>}
      <Button look="link" onClick={() => tryExample(examples, example, false)}>{say("whatif.leave_out")}</Button>
    </span>
  );
}

function words(without: number | null | undefined, rank: number | null): string {
  if (without === undefined) return say("whatif.without_waiting");
  if (without === null) return say("whatif.without_unranked");
  return without === rank ? say("whatif.without_same", { rank: without }) : say("whatif.without_rank", { rank: without });
}
