/** What a run's order and cut have that the present ones have not, in numbers. */
import { useAsk, type Budget, type RankingView, type Run } from "../../api";
import { ErrorState } from "../../components/States";
import { say } from "../../texts/say";

export function AgainstNow({ run, ranking, budget }: { run: Run; ranking: RankingView; budget: Budget }) {
  const then = useAsk("rank", run.query, { keep: true });
  const id = then.data?.ranking ?? -1;
  const changes = useAsk("rank_changes", { ranking: ranking.ranking, before: id, budget }, { enabled: id >= 0 });
  const failure = then.failure ?? changes.failure;
  if (failure) return <ErrorState failure={failure} compact onRetry={then.again} />;
  if (!changes.data) return <p className="ink-2">{say("history.looking")}</p>;
  const { moved, in_both, came_in, went_out } = changes.data;
  return (
    <p role="status">
      {say("history.since")}{" "}
      {moved === 0 ? say("history.same_order") : say("whatif.moved", { moved, rows: in_both })}{" "}
      {came_in + went_out === 0 ? say("whatif.cut_same") : say("whatif.cut", { came: came_in, went: went_out })}
    </p>
  );
}
