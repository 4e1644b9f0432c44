/** The cut in the three units a person may think in. The workbench is asked for totals; here is only what needs none. */
import type { Budget, Cut, RankingView } from "../../api";
import { readNumber } from "../../texts/format";

/** What the number field counts. */
export type Unit = "rows" | "tokens" | "percent";

/** All units, in the order of the menu. */
export const UNITS: readonly Unit[] = ["rows", "tokens", "percent"];

/** So many rows, held between one and all that are ranked. */
export function byRows(rows: number, ranked: number): Budget {
  return { by: "documents", documents: Math.min(Math.max(1, Math.round(rows)), Math.max(1, ranked)) };
}

/** The budget behind a number in a unit; percent means percent of the ranked rows. None if the number cannot be meant. */
export function budgetFrom(unit: Unit, value: number, ranking: Pick<RankingView, "ranked" | "tokens">): Budget | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  if (unit === "rows") return byRows(value, ranking.ranked);
  if (unit === "percent") return byRows((Math.min(value, 100) / 100) * ranking.ranked, ranking.ranked);
  return { by: "tokens", tokens: Math.min(Math.round(value), ranking.tokens) };
}

/** What the number field shows for a cut. */
export function valueIn(unit: Unit, cut: Cut, budget: Budget): number {
  if (unit === "rows") return cut.documents;
  if (unit === "tokens") return budget.by === "tokens" ? budget.tokens : cut.tokens;
  return Math.round(cut.document_share * 1000) / 10;
}

/**
 * Moves the line by rows: from where it was last put, which a cut still on its way does not know, so that no press is
 * lost; by another measure than rows, from where it stands.
 */
export function moved(cut: Pick<Cut, "documents">, rows: number, ranked: number, wanted: Budget | null = null): Budget {
  return byRows((wanted?.by === "documents" ? wanted.documents : cut.documents) + rows, ranked);
}

/** How far one press of minus or plus goes in a unit: a row, a thousand tokens, a percent. */
export function stepIn(unit: Unit): number {
  return unit === "tokens" ? 1000 : 1;
}

/** Reads an amount as people write it; a percent sign overrules the unit. */
export function readAmount(text: string, unit: Unit): { unit: Unit; value: number } | null {
  const value = readNumber(text);
  return value === null ? null : { unit: text.trim().endsWith("%") ? "percent" : unit, value };
}

/** The length of a row's bar: its distance from the typical row as a share of the best row's. */
export function barShare(score: number, ranking: Pick<RankingView, "median_score" | "best_score">): number {
  const most = ranking.best_score - ranking.median_score;
  return most > 0 ? Math.min(Math.max((score - ranking.median_score) / most, 0), 1) : 0;
}
