/**
 * All words of the window come from one catalogue per language; this says them in the language in force.
 *
 * A text may hold `{name}` (numbers are grouped), `{name:form}` with a form of `FORMS`, and `{name|row|rows}`, which
 * says the number with the noun that goes with it; a language without plurals writes `{name|noun}`. Another language is one
 * more file with the same keys. A catalogue may have more: words for what the workbench says in English, by their ids.
 */
import en from "./en.json";
import zh from "./zh.json";
import { bytes, count, duration, moment, number, share, short } from "./format";
import { language, perLanguage, type Spoken } from "./language";
import { inWords } from "./words";
import type { Failure } from "../api/types";

/** Every text there is. */
export type TextKey = keyof typeof en;

/** Values for the places in a text. */
export type Values = Record<string, string | number>;

const CATALOGUES: Record<Spoken, Record<string, string>> = { english: en, chinese: zh };
const FORMS: Record<string, (value: number) => string> = { bytes, count, duration, moment, number, share, short };
const PLACE = /\{(\w+)(?::(\w+))?(?:\|([^|}]*)(?:\|([^}]*))?)?\}/g;
const plural = perLanguage((locale) => new Intl.PluralRules(locale));

/** Says the text under `key`. A text that a catalogue lacks is said in English; the tests let none through. */
export function say(key: TextKey, values: Values = {}): string {
  return fill(CATALOGUES[language()][key] ?? en[key], values);
}

/** Is there a text under this name? For keys that arrive as data (remarks, titles of figures). */
export function isTextKey(name: string): name is TextKey {
  return Object.hasOwn(CATALOGUES[language()], name) || Object.hasOwn(en, name);
}

/** Says a text whose key arrived as data; an unknown key is shown as it is, so that it is noticed. */
export function sayAny(name: string, values: Values = {}): string {
  return isTextKey(name) ? say(name, values) : name;
}

/** Says a sentence that arrived in English: by the catalogue where it has it, else as it is. See words.ts. */
export const sayWords = (words: string): string => inWords(CATALOGUES[language()], words) ?? words;

/** Says a failure: what is wrong, then what to do. */
export function sayFailure(failure: Failure): string {
  return sayAny(`failure.${failure.code}`, failure.arguments as Values);
}

function fill(text: string, values: Values): string {
  return text.replace(PLACE, (_, name: string, form?: string, one?: string, many?: string) => {
    const value = values[name];
    if (value === undefined) return "—";
    if (one !== undefined) return `${count(Number(value))} ${many === undefined || plural().select(Number(value)) === "one" ? one : many}`;
    if (typeof value === "string") return value;
    return (FORMS[form ?? "number"] ?? number)(value);
  });
}
