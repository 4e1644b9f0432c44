/** What is compared and how it is looked at. Which methods stand beside the first is remembered with the project. */
import { useEffect } from "react";
import { makeStore, useStore } from "../../app/store";
import type { HowToRank } from "../results/MethodMenu";

/** Ways to look at a comparison. */
export const PARTS = ["rows", "disagreements", "when", "why", "how"] as const;
export type ComparePart = (typeof PARTS)[number];

/** Most rankings that are told apart by eye. */
export const MOST = 4;

interface CompareView {
  project: string | null;
  /** Methods beside the one of the ranking, which is always the first. */
  others: HowToRank[];
  part: ComparePart;
  /** The two that are held against each other where only two can be. */
  pair: [number, number];
  /** The column that slices are made of; the length of the text if none. */
  column: string | null;
  /** Place in the queue of disagreements. */
  queue: number;
  /** A row to bring into view in one of the tables. */
  jump: { side: number; rank: number } | null;
  /** The blind round begun last. */
  round: number | null;
  /** It has the whole pane. */
  judging: boolean;
}

const FRESH: CompareView = { project: null, others: [], part: "rows", pair: [0, 1], column: null, queue: 0, jump: null, round: null, judging: false };
const view = makeStore<CompareView>(FRESH);
const memory = (project: string) => `compare:${project}`;

export const useCompareView = (): CompareView => useStore(view);

/** Changes a part of what is looked at. */
export function look(part: Partial<CompareView>): void {
  view.set((old) => ({ ...old, ...part }));
  const { project, others } = view.read();
  if (part.others && project) localStorage.setItem(memory(project), JSON.stringify(others));
}

/** Puts other methods beside the first; the pair looked at begins anew. */
export const compareWith = (others: HowToRank[]): void => look({ others: others.slice(0, MOST - 1), pair: [0, 1], queue: 0, jump: null, round: null, judging: false });

/** Another project has its own comparison. */
export function useCompareOf(project: string): void {
  useEffect(() => view.set((old) => (old.project === project ? old : { ...FRESH, project, others: recall(project) })), [project]);
}

function recall(project: string): HowToRank[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(memory(project)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isHow).slice(0, MOST - 1) : [];
  } catch {
    return [];
  }
}

const isHow = (kept: unknown): kept is HowToRank =>
  typeof kept === "object" && kept !== null && typeof (kept as HowToRank).method === "string" && typeof (kept as HowToRank).settings === "object";
