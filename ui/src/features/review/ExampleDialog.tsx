/** A row as an example of what is wanted or not: what that makes of the goal is said before it is done. */
import { useAsk, type Budget, type QueueRow, type RankChanges, type RankingView, type TriedExample } from "../../api";
import { attempt } from "../../app/commands";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { Excerpt } from "../../components/text/DocumentText";
import { say } from "../../texts/say";
import { addRows } from "../results/useDeeds";

export function ExampleDialog({ ranking, budget, row, unwanted, onClose }: { ranking: RankingView; budget: Budget; row: QueueRow; unwanted: boolean; onClose: () => void }) {
  const goal = ranking.query.goal;
  const asked = useAsk("goal", { goal });
  const examples = asked.data?.examples ?? [];
  const already = examples.find((one) => one.origin.from === "pool" && one.origin.row === row.review.row);
  const counting = examples.filter((one) => one.ticked && one.unwanted === unwanted).length;
  const changes = useChanges(ranking, budget, { row: row.review.row, unwanted });
  const add = () => { onClose(); attempt(() => addRows(goal, [row.review.row], unwanted)); };
  const kind = unwanted ? "unlike" : "like";
  const actions = (
    <>
      <Button onClick={onClose}>{say("action.cancel")}</Button>
      <Button look="solid" autoFocus disabled={!asked.data || already !== undefined} onClick={add}>{say(`review.${kind}_do`)}</Button>
    </>
  );
  return (
    <Dialog title={say(unwanted ? "review.unlike" : "review.example")} open onClose={onClose} actions={actions}>
      {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact /> : !asked.data ? <Skeleton lines={4} /> : (
        <div className="review-noting">
          <blockquote className="review-quote"><Excerpt text={row.excerpt} /></blockquote>
          {already ? <p>{say("review.example_already", { goal: asked.data.info.name })}</p> : (
            <>
              <p>{say(`review.${kind}_makes`, { goal: asked.data.info.name, before: counting, after: counting + 1 })}</p>
              <p role="status">{changes === undefined ? say("review.trying") : changes === null ? say("review.try_none") : say("review.tried", { moved: changes.moved, of: changes.in_both, came_in: changes.came_in, went_out: changes.went_out })}</p>
              <p className="hint">{say(`review.${kind}_then`)}</p>
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** What the ranking would be with the row as an example, beside what it is; null where that cannot be told. The goal stays as it is. */
function useChanges(ranking: RankingView, budget: Budget, tried: TriedExample): RankChanges | null | undefined {
  const after = useAsk("rank", { ...ranking.query, tried });
  const query = { ranking: after.data?.ranking ?? -1, before: ranking.ranking, budget };
  const changes = useAsk("rank_changes", query, { enabled: after.data !== undefined });
  return after.failure || changes.failure ? null : changes.data;
}
