/** The rows of a queue, page by page, and the place in it. */
import { useCallback, useEffect, useMemo } from "react";
import { useAsk, useCache, type Asked, type Budget, type Queue, type QueueQuery, type QueueRow } from "../../api";
import { review, useReviewView } from "./view";

const PAGE = 100;

export interface QueueAtHand {
  asked: Asked<"review_queue">;
  progress: Asked<"review_progress">;
  query: QueueQuery;
  total: number;
  /** Place of the row at hand, from 0. */
  at: number;
  /** Place of the first row of the page. */
  from: number;
  rows: QueueRow[];
  row: QueueRow | undefined;
  go: (at: number) => void;
  /** Goes to a row if it is on this page. */
  goToRow: (row: number) => void;
  /** Goes to the next row that has no verdict and for which none is on its way; false where none is left on this page. */
  advance: (isOnItsWay: (row: number) => boolean) => boolean;
}

export function useQueue(ranking: number, budget: Budget, queue: Queue, annotator: string, blind: boolean): QueueAtHand {
  const { at: wanted } = useReviewView();
  useFresh(JSON.stringify(queue));
  const base = useMemo(() => ({ ranking, budget, queue, annotator, blind }), [ranking, budget, queue, annotator, blind]);
  const from = wanted === null ? 0 : Math.floor(wanted / PAGE) * PAGE;
  const query = useMemo(() => ({ ...base, offset: from, limit: PAGE }), [base, from]);
  const asked = useAsk("review_queue", query, { keep: true });
  const progress = useAsk("review_progress", { ...base, offset: 0, limit: 0 }, { keep: true });
  const total = asked.data?.total ?? 0;
  const at = Math.min(wanted ?? asked.data?.first_left ?? 0, Math.max(0, total - 1));
  const isHere = wanted !== null || at < PAGE;
  const rows = useMemo(() => asked.data?.rows ?? [], [asked.data]);
  useEffect(() => {
    // Begun where it was left; from here on the place is the person's.
    if (wanted === null && asked.data && !asked.stale && total > 0) review({ at });
  }, [wanted, asked.data, asked.stale, total, at]);
  const go = useCallback((to: number) => { if (to >= 0 && to < total) review({ at: to }); }, [total]);
  const goToRow = useCallback((row: number) => {
    const place = rows.findIndex((each) => each.review.row === row);
    if (place >= 0) review({ at: from + place });
  }, [rows, from]);
  const advance = useCallback((isOnItsWay: (row: number) => boolean) => {
    const isLeft = (each: QueueRow) => decidedIn(queue, each) === null && !isOnItsWay(each.review.row);
    const here = at - from;
    const next = rows.findIndex((each, place) => place > here && isLeft(each));
    if (next >= 0) go(from + next);
    else if (from + PAGE < total) go(from + PAGE);
    else return false;
    return true;
  }, [queue, rows, at, from, total, go]);
  return { asked, progress, query, total, at, from, rows, row: isHere ? rows[at - from] : undefined, go, goToRow, advance };
}

/** What counts as done in a queue: the annotator's verdict or, where people differ, the ruling. */
export const decidedIn = (queue: Queue, { review }: QueueRow) => (queue.queue === "conflicts" ? review.ruling : review.verdict);

/** A queue that is come to is asked for anew: what was decided since may have changed which rows are in it. */
function useFresh(queue: string): void {
  const cache = useCache();
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: ["review_queue"] });
    void cache.invalidateQueries({ queryKey: ["review_progress"] });
  }, [cache, queue]);
}
