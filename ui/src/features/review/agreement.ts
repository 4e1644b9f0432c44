/** Agreement in words. The words are conventions of others, and their source is named beside them. */
import type { Agreement, Interval } from "../../api";
import { say } from "../../texts/say";

/** Fewer rows than these tell too little for a word. */
export const LEAST_ROWS = 20;

/** Landis and Koch 1977: each word reaches up to its number. */
const KAPPA = [[0, "poor"], [0.2, "slight"], [0.4, "fair"], [0.6, "moderate"], [0.8, "substantial"], [1, "almost"]] as const;

/** The word for a kappa; none where rows are too few. */
export function kappaWord(kappa: Interval, rows: number): string {
  if (rows < LEAST_ROWS) return say("agreement.too_few");
  const step = kappa.value < 0 ? KAPPA[0] : (KAPPA.slice(1).find(([most]) => kappa.value <= most) ?? KAPPA[5]);
  return say(`agreement.kappa.${step[1]}`);
}

/** What Krippendorff (2004) would have one do with an alpha. */
export function alphaWord(alpha: Interval, rows: number): string {
  if (rows < LEAST_ROWS) return say("agreement.too_few");
  return say(alpha.value >= 0.8 ? "agreement.alpha.good" : alpha.value >= 0.667 ? "agreement.alpha.tentative" : "agreement.alpha.low");
}

/** Two places and a true minus: figures that stand under each other. */
const number = (value: number): string => value.toFixed(2).replace("-", "−").replace("−0.00", "0.00");

/** "0.64 (0.41 to 0.83)"; without an interval, the figure. */
export const figure = ({ value, low, high }: Interval): string =>
  low === null || high === null ? say("agreement.figure_alone", { value: number(value) }) : say("agreement.figure", { value: number(value), low: number(low), high: number(high) });

/** The first thing to be said. */
export function headline({ annotators, rows, same }: Agreement): string {
  if (annotators.length < 2) return say("agreement.one_only");
  return rows === 0 ? say("agreement.no_rows") : say("agreement.same", { same, rows });
}
