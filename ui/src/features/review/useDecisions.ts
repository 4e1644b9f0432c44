/**
 * Decisions on their way to the disk, one after the other in the order they were made. "Saved" is said when the last
 * of them is there; one that fails is told, and its row keeps what it had.
 */
import { useCallback, useRef, useState } from "react";
import { call, useCache, type Decided, type Decision, type QueuePage, type RowReview } from "../../api";
import { announce } from "../../app/announcer";
import { report, tell } from "../../app/status";
import { say } from "../../texts/say";
import { decisionWords } from "./words";

export interface Decisions {
  /** Decisions that are not on the disk yet. */
  waiting: number;
  /** Something was decided and is on the disk. */
  saved: boolean;
  decide: (row: number, decision: Decision) => void;
  turn: (which: "undo" | "redo", onRow: (row: number) => void) => void;
  /** A verdict on this row is on its way. */
  isOnItsWay: (row: number) => boolean;
  /** What was decided elsewhere changes the rows shown here. */
  take: (decided: Decided) => void;
}

export function useDecisions(annotator: string, blind: boolean): Decisions {
  const cache = useCache();
  const last = useRef<Promise<void>>(Promise.resolve());
  const under = useRef(new Map<number, number>());
  const [waiting, setWaiting] = useState(0);
  const [saved, setSaved] = useState(false);

  const take = useCallback((decided: Decided) => {
    const byRow = new Map(decided.rows.map((row): [number, RowReview] => [row.row, row]));
    cache.setQueriesData<QueuePage>({ queryKey: ["review_queue"] }, (page) => page && {
      ...page, can_undo: decided.can_undo, can_redo: decided.can_redo,
      rows: page.rows.map((row) => ({ ...row, review: byRow.get(row.review.row) ?? row.review })),
    });
  }, [cache]);

  const inTurn = useCallback((deed: () => Promise<void>) => {
    setWaiting((now) => now + 1);
    last.current = last.current.then(deed).then(() => setSaved(true), report).finally(() => setWaiting((now) => now - 1));
  }, []);

  const decide = useCallback((row: number, decision: Decision) => {
    const count = (by: number) => under.current.set(row, (under.current.get(row) ?? 0) + by);
    const moves = decision.what === "verdict" || decision.what === "ruling";
    if (moves) count(1);
    inTurn(async () => {
      try {
        take(await call("decide", { annotator, on: { which: "rows", rows: [row] }, decision, blind }));
        announce(say("review.announced", { what: decisionWords(decision) }));
      } finally {
        if (moves) count(-1);
      }
    });
  }, [annotator, blind, inTurn, take]);

  const turn = useCallback((which: "undo" | "redo", onRow: (row: number) => void) => inTurn(async () => {
    const decided = await call(which === "undo" ? "undo_decision" : "redo_decision", { annotator, blind });
    take(decided);
    if (decided.decision === null) return tell(say(which === "undo" ? "review.nothing_to_undo" : "review.nothing_to_redo"));
    const what = decided.about ? decisionWords(decided.about) : "";
    tell(say(which === "undo" ? "review.undone" : "review.redone", { what, rows: decided.changed }));
    const first = decided.rows[0];
    if (first) onRow(first.row);
  }), [annotator, blind, inTurn, take]);

  return { waiting, saved, decide, turn, take, isOnItsWay: (row) => (under.current.get(row) ?? 0) > 0 };
}
