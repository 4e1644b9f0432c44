/** The journal of decisions: who, what, when; what was taken back is struck through and still there. */
import { useAsk, type DecisionEntry } from "../../api";
import { cx } from "../../components/cx";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { moment } from "../../texts/format";
import { say } from "../../texts/say";
import { decisionWords } from "./words";

const SHOWN = 200;

/** `only` one annotator's entries where somebody decides blind. */
export function HistoryDialog({ only, onClose }: { only: string | null; onClose: () => void }) {
  const asked = useAsk("decisions", { offset: 0, limit: SHOWN });
  const entries = asked.data?.entries.filter((entry) => only === null || entry.annotator === only) ?? [];
  return (
    <Dialog title={say("review.history")} open onClose={onClose} width="middle">
      {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact /> : !asked.data ? <Skeleton lines={6} /> : (
        <>
          <p className="hint">{say("review.history_words", { total: asked.data.total, shown: entries.length })}</p>
          <ol className="review-history" tabIndex={0} aria-label={say("review.history")}>
            {entries.map((entry) => (
              <li key={entry.decision}>
                <span className={cx(entry.is_undone && "review-undone")}>{entryWords(entry)}</span>
                <small>{entry.annotator} · {moment(entry.made_ms)}</small>
              </li>
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function entryWords(entry: DecisionEntry): string {
  const what = decisionWords(entry.about);
  const words = entry.act === "decided" ? what : say(entry.act === "taken_back" ? "review.history_undo" : "review.history_redo", { what });
  return entry.changed === 1 && entry.first_row !== null ? say("review.history_row", { what: words, row: entry.first_row }) : say("review.history_rows", { what: words, rows: entry.changed });
}
