/** What of the ranking is shown, and how. Kept while the window lives, so that leaving and coming back changes nothing. */
import { useEffect } from "react";
import type { Budget, Condition, Filter, NeuronRef } from "../../api";
import { makeStore, useStore } from "../../app/store";
import type { Unit } from "./cut";

/** Panels of the inspector. */
export type Panel = "why" | "neurons" | "text";

/** Views of the result. */
export const TABS = ["ranking", "compare", "map", "evidence", "review", "studies", "history"] as const;
export type Tab = (typeof TABS)[number];

/** Columns that can be put away. */
export type Extra = "source" | "tokens" | "percentile";

export interface View {
  /** The project this is about; another one starts afresh. */
  project: string | null;
  /** The cut that was proposed and not moved since: it follows the ranking as more rows are read. */
  proposed: Budget | null;
  tab: Tab;
  folded: boolean;
  search: string;
  conditions: Condition[];
  /** Only rows that fire all of these neurons. */
  fires: NeuronRef[];
  unit: Unit;
  panel: Panel;
  /** The inspector is open. */
  open: boolean;
  /** The strips have the whole content pane. */
  enlarged: boolean;
  /** The text is underlined by what drives the row. */
  marks: boolean;
  as: "strips" | "heat" | "flow" | "table";
  /** First and last layer that the enlarged neurons show; all if none. */
  layers: readonly [number, number] | null;
  /** The neuron looked at, whatever it is drawn beside. */
  neuron: NeuronRef | null;
  /** What is held against what in the enlarged strips. */
  sides: string;
  /** The panel to try changes with is open. */
  trying: boolean;
  extras: Record<Extra, boolean>;
}

const FRESH: View = {
  project: null, proposed: null,
  tab: "ranking", folded: true, search: "", conditions: [], fires: [], unit: "rows", panel: "why", open: true, enlarged: false, marks: false, as: "strips", layers: null, neuron: null, sides: "row_goal", trying: false,
  extras: { source: true, tokens: true, percentile: false },
};
const view = makeStore<View>(FRESH);

export const useView = (): View => useStore(view);

/** Changes a part of what is shown. */
export function show(part: Partial<View>): void {
  view.set((old) => ({ ...old, ...part }));
  const now = view.read();
  if (now.project) localStorage.setItem(memory(now.project), JSON.stringify({ tab: now.tab, folded: now.folded, panel: now.panel, open: now.open }));
}

/** What is shown again when the project is opened again: where one was, and not what was filtered or tried. */
type Left = Pick<View, "tab" | "folded" | "panel" | "open">;
const memory = (project: string) => `view:${project}`;

function recall(project: string): Partial<Left> {
  try {
    const { tab, folded, panel, open } = JSON.parse(localStorage.getItem(memory(project)) ?? "{}") as Partial<Left>;
    const known = TABS.find((each) => each === tab);
    return { ...(known ? { tab: known } : {}), ...(panel === "why" || panel === "neurons" || panel === "text" ? { panel } : {}), ...(typeof folded === "boolean" ? { folded } : {}), ...(typeof open === "boolean" ? { open } : {}) };
  } catch {
    return {};
  }
}

/** Another project has other columns, rows and neurons: what was looked at is let go, what was chosen for all stays, and one is where one was in it. */
export function useViewOf(project: string): void {
  useEffect(() => view.set((old) => (old.project === project ? old : { ...FRESH, ...recall(project), project, unit: old.unit, as: old.as, marks: old.marks, extras: old.extras })), [project]);
}

/** The filter in force. */
export function filterOf(now: Pick<View, "search" | "conditions">): Filter {
  return { search: now.search.trim() === "" ? null : now.search.trim(), conditions: now.conditions };
}

/** Nothing filtered any more. */
export const UNFILTERED = { search: "", conditions: [], fires: [] } satisfies Partial<View>;

/** Is anything filtered? */
export const isFiltered = (filter: Filter, fires: readonly NeuronRef[]): boolean => filter.search !== null || filter.conditions.length > 0 || fires.length > 0;
