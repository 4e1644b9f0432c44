/** What studies ask for and how their numbers are written. Pure. */
import type { Figure, StudyKind, StudyQuery } from "../../api";
import { number, share } from "../../texts/format";
import { isTextKey, say, sayAny } from "../../texts/say";

/** The studies, those with the model first. */
export const KINDS: readonly StudyKind[] = ["switch_off", "impact_and_loss", "projections", "layers", "sparsity", "separability"];

/** Those that are told which rows are right. */
export const NEEDS_ANSWER: ReadonlySet<StudyKind> = new Set(["projections", "layers", "sparsity", "separability"]);

/** Those for which neurons are silenced, so that layers can be chosen. */
export const SILENCES: ReadonlySet<StudyKind> = new Set(["switch_off", "impact_and_loss"]);

/** What each is asked with where nothing else is said. */
const USUAL: Record<StudyKind, Pick<StudyQuery, "neurons" | "rows" | "draws">> = {
  switch_off: { neurons: 20, rows: 40, draws: 5 },
  impact_and_loss: { neurons: 48, rows: 8, draws: 3 },
  projections: { neurons: 20, rows: 200, draws: 3 },
  layers: { neurons: 20, rows: 200, draws: 5 },
  sparsity: { neurons: 40, rows: 300, draws: 5 },
  separability: { neurons: 20, rows: 300, draws: 5 },
};

/** A study of this kind as it is first offered. */
export const usual = (kind: StudyKind, goal: number): StudyQuery => ({
  kind, goal: kind === "separability" ? null : goal, answer: null, layers: null, seed: 1, ...USUAL[kind],
});

/** Numbers that a form may change, with their bounds. */
export const NUMBERS = [
  { name: "neurons", least: 1, most: 400 },
  { name: "rows", least: 8, most: 2000 },
  { name: "draws", least: 1, most: 20 },
] as const;

/** Axes on which 1, 2, … are names that the figure carries. */
const NAMED = new Set(["figure.switched_off", "figure.projection", "figure.measure"]);
const SHARES = new Set(["figure.precision", "figure.share_found"]);

/** What stands at an axis of a study's figure. */
export function axisWords(value: number, label: string, named: Figure["arguments"]): string {
  if (NAMED.has(label)) {
    const key = named[`name_${value}`];
    return key === undefined ? "" : sayAny(String(key));
  }
  return SHARES.has(label) ? share(value) : number(value).replace("-", "−");
}

/** The words of a figure's series, in the order of the tones. */
export const seriesOf = (figure: Figure): string[] =>
  ["a", "b", "c", "d"].flatMap((at) => (figure.arguments[`series_${at}`] === undefined ? [] : [sayAny(String(figure.arguments[`series_${at}`]))]));

/** A row of a table in words. */
export function rowName(name: string, of: number | null): string {
  const key = `study.row.${name}`;
  return isTextKey(key) ? say(key, of === null ? {} : { number: of }) : name;
}
