/** Conditions on columns: in words, and put together. */
import type { Condition } from "../../api";
import { number } from "../../texts/format";
import { say } from "../../texts/say";

/** A condition in words, for its pill. */
export function conditionWords(condition: Condition): string {
  if (condition.kind === "on_map") {
    const { region } = condition;
    return region.by === "outline" ? say("results.filter.on_map") : say("results.filter.on_map_groups", { groups: region.groups.length });
  }
  if (condition.kind === "between") {
    return say("results.filter.between", { column: condition.column, least: number(condition.least), most: number(condition.most) });
  }
  const values = condition.values.map((value) => (value === "" ? say("results.filter.missing") : value));
  const shown = values.length > 3 ? `${values.slice(0, 3).join(", ")} +${values.length - 3}` : values.join(", ");
  return `${condition.column}: ${shown}`;
}

/** Is it about this column? */
const isOf = (condition: Condition, column: string): boolean => condition.kind !== "on_map" && condition.column === column;

/** Adds or takes away a value of a column; a column without values left is no condition any more. */
export function toggled(conditions: readonly Condition[], column: string, value: string): Condition[] {
  const others = conditions.filter((each) => !isOf(each, column));
  const old = conditions.find((each) => isOf(each, column) && each.kind === "one_of");
  const values = old?.kind === "one_of" ? old.values : [];
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
  return next.length === 0 ? others : [...others, { kind: "one_of", column, values: next }];
}

/** Sets the range of a column; the whole range is no condition. */
export function ranged(conditions: readonly Condition[], column: string, range: [number, number], whole: [number, number]): Condition[] {
  const others = conditions.filter((each) => !isOf(each, column));
  const [least, most] = range[0] <= range[1] ? range : [range[1], range[0]];
  return least <= whole[0] && most >= whole[1] ? others : [...others, { kind: "between", column, least, most }];
}
