/**
 * What the person is looking at across Goal, Model, Results and Export: goal, model, ranking, budget, rows. Kept in
 * memory and, save for the number of the ranking, which lives no longer than the workbench's memory, for next time.
 */
import { useEffect } from "react";
import type { Budget, Composition, NeuronRef, ProjectInfo, RankQuery } from "../api";
import { makeStore, useStore } from "./store";

export interface Selection {
  /** The project this belongs to, by its place. */
  project: string | null;
  goal: number | null;
  model: string | null;
  /** A method's name in the contract, like "nag". */
  method: string;
  /** Settings of the method by name; defaults where missing. */
  settings: Record<string, number>;
  /** Only these layers, both ends included. */
  layers: [number, number] | null;
  /** Only these examples of this goal count, ticked or not; another goal has its own. */
  examples: { goal: number; these: number[] } | null;
  /** What was in force before each change that is being tried, oldest first; see features/whatif. */
  tried: Tried[];
  keepExamples: boolean;
  /** Neurons of the model that count for nothing. */
  ignored: NeuronRef[];
  /** What is done to the method's ranking; of its goals those that are there count, with the present one among them. */
  composition: Composition;
  /** The present ranking and the question it answers. */
  ranking: number | null;
  query: RankQuery | null;
  budget: Budget | null;
  /** The row shown in the inspector. */
  row: number | null;
  /** The row that others are compared with. */
  pinned: number | null;
  /** The run that the work goes on from; see features/history. */
  after: number | null;
}

/** What can be changed for a look. */
export type Tried = Pick<Selection, "layers" | "examples" | "ignored">;

/** The method of a new project: the first of the workbench's list, chosen by what was measured (docs/quality.md). */
export const DEFAULT_METHOD = "best";

/** The method's ranking as it is. */
export const PLAIN: Composition = { alike: null, quality: null, spread: null, goals: [], shares_of: "rows" };

const NOTHING: Selection = {
  project: null, goal: null, model: null, method: DEFAULT_METHOD, settings: {}, layers: null, examples: null, tried: [], keepExamples: false, ignored: [], composition: PLAIN,
  ranking: null, query: null, budget: null, row: null, pinned: null, after: null,
};

export const selection = makeStore<Selection>(NOTHING);
const memory = (project: string) => `selection:${project}`;

/** Reads what is selected. */
export const useSelection = (): Selection => useStore(selection);

/** Changes a part of what is selected. */
export function select(part: Partial<Selection>): void {
  selection.set((old) => ofModel({ ...old, ...part }, old.model));
  const now = selection.read();
  if (now.project) localStorage.setItem(memory(now.project), JSON.stringify({ ...now, ranking: null }));
}

/** The question that the selection asks, or null while goal or model is missing. */
export function rankQuery(now: Selection): RankQuery | null {
  if (now.goal === null) return null;
  const { goals } = now.composition;
  const isShared = goals.length > 1 && goals.some((one) => one.goal === now.goal);
  const composition = { ...now.composition, goals: isShared ? goals : [] };
  const examples = now.examples?.goal === now.goal ? { examples: now.examples.these } : {};
  return { goal: now.goal, method: now.method, model: now.model, settings: now.settings, layers: now.layers, ...examples, keep_examples: now.keepExamples, ignored: now.ignored, composition };
}

/** The share kept before anyone has moved the cut: the published code's default ratio is a fifth; a first look is shorter. */
const FIRST_SHARE = 0.12;

/** Where the cut stands before anyone has moved it. */
export const firstBudget = (ranked: number): Budget => ({ by: "documents", documents: Math.max(1, Math.round(ranked * FIRST_SHARE)) });

/** Follows the open project: another project brings its own selection, a deleted goal is let go. */
export function useSelectionOf(project: ProjectInfo | null | undefined): void {
  useEffect(() => {
    if (project === undefined) return;
    selection.set((old) => settle(old.project === (project?.place ?? null) ? old : recall(project), project));
  }, [project]);
}

function recall(project: ProjectInfo | null): Selection {
  if (!project) return NOTHING;
  try {
    const kept = JSON.parse(localStorage.getItem(memory(project.place)) ?? "{}") as Partial<Selection>;
    return { ...NOTHING, ...kept, composition: { ...PLAIN, ...kept.composition }, project: project.place, ranking: null };
  } catch {
    return { ...NOTHING, project: project.place };
  }
}

function settle(now: Selection, project: ProjectInfo | null): Selection {
  if (!project) return NOTHING;
  const isThere = project.goals.some((goal) => goal.goal === now.goal);
  const goal = isThere ? now.goal : (project.current_goal ?? project.goals[0]?.goal ?? null);
  const goals = now.composition.goals.filter((one) => project.goals.some((other) => other.goal === one.goal && other.ticked > 0));
  const composition = goals.length === now.composition.goals.length ? now.composition : { ...now.composition, goals };
  return ofModel({ ...now, goal, composition, model: project.current_model, ...(goal === now.goal ? {} : { ranking: null }) }, now.model);
}

/** Another model has other neurons: those that were ignored are none of its. */
const ofModel = (now: Selection, before: string | null): Selection => (now.model === before || now.ignored.length === 0 ? now : { ...now, ignored: [] });
