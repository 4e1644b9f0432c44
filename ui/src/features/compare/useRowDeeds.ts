/** What can be done with a row wherever it stands beside others: add it, pin it, move the cut, close the panel. */
import { useCallback } from "react";
import type { Budget, RankingView } from "../../api";
import { attempt } from "../../app/commands";
import { select, selection, useSelection } from "../../app/selection";
import { byRows } from "../results/cut";
import { deedOf } from "../results/keys";
import { addRows, togglePin } from "../results/useDeeds";
import { show } from "../results/view";

export interface RowDeeds {
  add: (row: number, unwanted?: boolean) => void;
  pin: (row: number) => void;
  /** Does what a single key means for a row; false if it means nothing here. */
  press: (key: string, shift: boolean, row: number) => boolean;
}

export function useRowDeeds(first: RankingView, kept: number): RowDeeds {
  const { goal, pinned } = useSelection();
  const add = useCallback((row: number, unwanted = false) => {
    if (goal !== null) attempt(() => addRows(goal, [row], unwanted));
  }, [goal]);
  const pin = useCallback((row: number) => togglePin(row, pinned), [pinned]);
  const press = (key: string, shift: boolean, row: number): boolean => {
    const deed = deedOf(key, shift);
    if (deed?.do === "add" || deed?.do === "unlike") add(row, deed.do === "unlike");
    else if (deed?.do === "pin") pin(row);
    else if (deed?.do === "close") show({ open: false });
    else if (deed?.do === "text") show({ open: true });
    else if (deed?.do === "cut") select({ budget: byRows(rowsIn(selection.read().budget, kept) + deed.rows, first.ranked) });
    else return false;
    return true;
  };
  return { add, pin, press };
}

/** Where the cut was last put; a budget in tokens says nothing about rows, what it keeps does. */
const rowsIn = (budget: Budget | null, kept: number): number => (budget?.by === "documents" ? budget.documents : kept);
