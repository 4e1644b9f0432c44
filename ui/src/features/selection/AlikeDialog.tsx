/** The rows behind one that was kept: left out because they are so like it. */
import "./selection.css";
import { useAsk, type RankedRow } from "../../api";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { AlikeRows } from "./AlikeRows";

export function AlikeDialog({ ranking, row, onClose }: { ranking: number; row: RankedRow; onClose: () => void }) {
  const alike = useAsk("alike", { ranking, row: row.row });
  return (
    <Dialog title={say("selection.alike_title", { rows: row.alike })} open onClose={onClose} width="middle">
      <p className="ink-2">{say("selection.alike_words", { rank: row.rank ?? 0 })}</p>
      {alike.failure ? <ErrorState compact failure={alike.failure} onRetry={alike.again} /> : null}
      {alike.loading ? <Skeleton lines={4} /> : null}
      {alike.data ? <AlikeRows kept={row.row} rows={[row, ...alike.data]} /> : null}
    </Dialog>
  );
}
