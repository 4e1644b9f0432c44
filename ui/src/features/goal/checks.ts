/** What can be said of a goal's examples, as seven checks with their numbers. Nothing here judges their quality. */
import type { GoalHealth } from "../../api";

/** Fine, worth a look, or not known yet. */
export type CheckState = "ok" | "warn" | "wait";

/** A check: which of the catalogue's texts it says, and the numbers in it. */
export interface Check {
  id: "enough" | "agree" | "one" | "fits" | "copies" | "leaks" | "read";
  state: CheckState;
  /** The variant of its sentence. */
  says: string;
  values: Record<string, number>;
}

/** From here on the published experiments show little gain. */
const PLENTY = 10;
const LEAST = 5;
/** Examples agree when they share clearly more neurons than random rows do. */
const CLEARLY_MORE = 1.3;

/** The checks in the order in which they are shown; an example is named by its number in the list. */
export function checks(health: GoalHealth, numberOf: (example: number) => number = (example) => example): Check[] {
  return [enough(health), agree(health), one(health), fits(health, numberOf), copies(health), leaks(health), read(health)];
}

/** How many checks are fine. */
export const fine = (all: readonly Check[]): number => all.filter((check) => check.state === "ok").length;

/** The sentence over the checks. */
export function verdict(health: GoalHealth, all: readonly Check[]): "none" | "few" | "look" | "wait" | "ready" {
  if (health.ticked === 0) return "none";
  if (health.ticked < LEAST) return "few";
  if (all.some((check) => check.state === "warn")) return "look";
  // Too few examples to say something is no reason to wait for a model.
  return all.some((check) => check.state === "wait" && check.says !== "few") ? "wait" : "ready";
}

function enough({ ticked }: GoalHealth): Check {
  const says = ticked >= PLENTY ? "plenty" : ticked >= LEAST ? "some" : "few";
  return { id: "enough", state: ticked >= LEAST ? "ok" : "warn", says, values: { ticked } };
}

function agree({ agreement, random_agreement, ticked }: GoalHealth): Check {
  if (ticked < 2) return { id: "agree", state: "wait", says: "alone", values: {} };
  if (agreement === null) return { id: "agree", state: "wait", says: "unread", values: {} };
  if (random_agreement === null) return { id: "agree", state: "wait", says: "no_random", values: { agreement } };
  const isMore = agreement > random_agreement * CLEARLY_MORE;
  return { id: "agree", state: isMore ? "ok" : "warn", says: isMore ? "more" : "hardly", values: { agreement, random: random_agreement } };
}

/** Below these counts nobody can say: two groups need three examples each, of two examples either could be the odd one. */
const FOR_GROUPS = 6;
const FOR_ODD = 3;

function one({ groups, agreement, random_agreement, ticked }: GoalHealth): Check {
  if (ticked < FOR_GROUPS) return { id: "one", state: "wait", says: "few", values: { ticked } };
  if (agreement === null || random_agreement === null) return { id: "one", state: "wait", says: "unread", values: {} };
  if (!groups) return { id: "one", state: "ok", says: "one", values: {} };
  const values = { first: groups.first.length, second: groups.second.length, within: Math.min(groups.within_first, groups.within_second), between: groups.between, random: random_agreement };
  return { id: "one", state: "warn", says: "two", values };
}

function fits({ odd, agreement, random_agreement, ticked }: GoalHealth, numberOf: (example: number) => number): Check {
  if (ticked < FOR_ODD) return { id: "fits", state: "wait", says: "few", values: { ticked } };
  if (agreement === null || random_agreement === null) return { id: "fits", state: "wait", says: "unread", values: {} };
  if (!odd) return { id: "fits", state: "ok", says: "all", values: {} };
  return { id: "fits", state: "warn", says: "odd", values: { number: numberOf(odd.example), share: odd.with_others, others: odd.among_others } };
}

function copies({ copies: repeated, ticked }: GoalHealth): Check {
  return { id: "copies", state: repeated === 0 ? "ok" : "warn", says: repeated === 0 ? "none" : "some", values: { copies: repeated, others: ticked - repeated, ticked } };
}

function leaks({ in_pool }: GoalHealth): Check {
  return { id: "leaks", state: "ok", says: in_pool === 0 ? "none" : "some", values: { leaks: in_pool } };
}

function read({ unread, unscored, ticked }: GoalHealth): Check {
  const values = { unread, unscored, read: ticked - unread };
  if (unscored > 0) return { id: "read", state: "warn", says: "unscored", values };
  return { id: "read", state: unread > 0 ? "wait" : "ok", says: unread > 0 ? "unread" : "all", values };
}
