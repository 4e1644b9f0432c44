/** What is reviewed and by whom. The name and the queue are remembered on this computer, the place in the queue is not. */
import type { Budget, Condition, Queue, Verdict } from "../../api";
import { makeStore, useStore } from "../../app/store";
import { say } from "../../texts/say";

/** Queues that a person can choose. */
export const QUEUES = ["around_cut", "disagreements", "audit", "duplicates", "quality", "filter", "keep", "drop", "unsure", "pinned", "conflicts", "all_keep", "all_drop"] as const;
export type QueueName = (typeof QUEUES)[number];

interface ReviewView {
  annotator: string;
  /** Ranks, the cut and what others decided are hidden. */
  blind: boolean;
  queue: QueueName;
  /** The column of the quality queue; the first of numbers if none. */
  column: string | null;
  /** Small numbers are the better ones. */
  lowIsBetter: boolean;
  /** Place in the queue, from 0; the first row without a verdict if none. */
  at: number | null;
}

const NAME = "review:annotator";
const QUEUE = "review:queue";
const BLIND = "review:blind";
const isQueue = (name: string | null): name is QueueName => QUEUES.some((queue) => queue === name);
const recalled = localStorage.getItem(QUEUE);

const view = makeStore<ReviewView>({ annotator: localStorage.getItem(NAME) ?? "", blind: localStorage.getItem(BLIND) === "yes", queue: isQueue(recalled) ? recalled : "around_cut", column: null, lowIsBetter: false, at: null });

export const useReviewView = (): ReviewView => useStore(view);

/** Changes a part of what is reviewed; another queue, and the same one for another person, is begun where it was left. */
export function review(part: Partial<ReviewView>): void {
  view.set((old) => ({ ...old, ...(part.queue || part.column || part.lowIsBetter !== undefined || part.blind !== undefined || part.annotator !== undefined ? { at: null } : {}), ...part }));
  const { annotator, blind, queue } = view.read();
  localStorage.setItem(NAME, annotator);
  localStorage.setItem(BLIND, blind ? "yes" : "no");
  localStorage.setItem(QUEUE, queue);
}

/** Rows of each side of the cut, of the audit, of the worst in quality. */
const EACH_SIDE = 50;
const DRAWN = 100;
const WORST = 100;

/** The draw that says how precise the selection is: always the same one, so that judging goes on with it. */
export const AUDIT: Queue = { queue: "audit", rows: DRAWN, seed: 1 };

/** What a queue needs to be asked for. */
export interface QueueOf { others: number[]; column: string | null; lowIsBetter: boolean; search: string | null; conditions: Condition[] }

/** The queue as a question; null where something is missing for it. */
export function queueOf(name: QueueName, { others, column, lowIsBetter, search, conditions }: QueueOf): Queue | null {
  if (name === "around_cut") return { queue: name, each_side: EACH_SIDE };
  if (name === "disagreements") return others.length > 0 ? { queue: name, others } : null;
  if (name === "audit") return AUDIT;
  if (name === "duplicates") return { queue: name, likeness: { kind: "near", share: 0.7 } };
  if (name === "quality") return column === null ? null : { queue: name, column, higher_is_better: !lowIsBetter, rows: WORST };
  if (name === "filter") return { queue: name, filter: { search, conditions } };
  if (name === "pinned" || name === "conflicts") return { queue: name };
  if (name === "all_keep" || name === "all_drop") return { queue: "joined", verdict: name === "all_keep" ? "keep" : "drop" };
  return { queue: "judged", verdict: name satisfies Verdict };
}

/** Who decides: the name that was chosen, or the one that is said until then. */
export const annotatorOf = ({ annotator }: { annotator: string }): string => annotator.trim() || say("review.me");

/** Names a question's ranking, cut and queue, so that its answers are told apart from those of another. */
export const keyOfQueue = (ranking: number, budget: Budget, queue: Queue | null): string => JSON.stringify([ranking, budget, queue]);
