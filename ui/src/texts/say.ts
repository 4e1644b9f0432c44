/**
 * All words of the window come from one catalogue per language; this says them.
 *
 * A text may hold `{name}` (numbers are grouped), `{name:form}` with a form of `FORMS`, and `{name|row|rows}`, which
 * says the number with the noun that goes with it. Another language is one more file with the same keys.
 */
import en from "./en.json";
import { bytes, count, duration, moment, number, share, short } from "./format";
import type { Failure } from "../api/types";

/** Every text there is. */
export type TextKey = keyof typeof en;

/** Values for the places in a text. */
export type Values = Record<string, string | number>;

const FORMS: Record<string, (value: number) => string> = { bytes, count, duration, moment, number, share, short };
const PLACE = /\{(\w+)(?::(\w+))?(?:\|([^|}]*)\|([^}]*))?\}/g;

/** Says the text under `key`. */
export function say(key: TextKey, values: Values = {}): string {
  return fill(en[key], values);
}

/** Is there a text under this name? For keys that arrive as data (remarks, titles of figures). */
export function isTextKey(name: string): name is TextKey {
  return Object.hasOwn(en, name);
}

/** Says a text whose key arrived as data; an unknown key is shown as it is, so that it is noticed. */
export function sayAny(name: string, values: Values = {}): string {
  return isTextKey(name) ? say(name, values) : name;
}

/** Says a failure: what is wrong, then what to do. */
export function sayFailure(failure: Failure): string {
  return sayAny(`failure.${failure.code}`, failure.arguments as Values);
}

function fill(text: string, values: Values): string {
  return text.replace(PLACE, (_, name: string, form?: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return "—";
    if (one !== undefined && many !== undefined) return `${count(Number(value))} ${Number(value) === 1 ? one : many}`;
    if (typeof value === "string") return value;
    return (FORMS[form ?? "number"] ?? number)(value);
  });
}
