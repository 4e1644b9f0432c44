/** Filters of the pool: pure changes to a `Filter`, and how a condition is said. */
import type { Condition, Filter } from "../../api";
import { number } from "../../texts/format";
import { say } from "../../texts/say";

/** All rows. */
export const ALL: Filter = { search: null, conditions: [] };

/** Does the filter let all rows through? */
export const isOpen = (filter: Filter): boolean => !filter.search && filter.conditions.length === 0;

/** What a condition is about: a column, or a part of a map. */
export const subjectOf = (condition: Condition): string => (condition.kind === "on_map" ? "" : condition.column);

/** The condition on a column, if there is one. */
export const conditionOn = (filter: Filter, column: string): Condition | undefined =>
  filter.conditions.find((condition) => subjectOf(condition) === column);

/** Replaces or removes the condition on a column. */
export function withCondition(filter: Filter, column: string, condition: Condition | null): Filter {
  const others = filter.conditions.filter((other) => subjectOf(other) !== column);
  return { ...filter, conditions: condition ? [...others, condition] : others };
}

/** Adds a value to a column's condition, or takes it out; the last one out removes the condition. */
export function toggleValue(filter: Filter, column: string, value: string): Filter {
  const old = conditionOn(filter, column);
  const values = old?.kind === "one_of" ? old.values : [];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return withCondition(filter, column, next.length ? { kind: "one_of", column, values: next } : null);
}

/** "source: newswire, reviews" or "year: 2012 to 2015". */
export function conditionText(condition: Condition): string {
  if (condition.kind === "on_map") return say("results.filter.on_map");
  if (condition.kind === "between") {
    return say("data.pill.between", { column: condition.column, least: number(condition.least), most: number(condition.most) });
  }
  const values = condition.values.map((value) => value || say("data.missing"));
  const shown = values.length > 3 ? say("data.pill.many", { first: values.slice(0, 2).join(", "), more: values.length - 2 }) : values.join(", ");
  return say("data.pill.one_of", { column: condition.column, values: shown });
}
