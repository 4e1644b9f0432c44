/**
 * The language of the window. Its numbers, dates and plurals are `Intl`'s for a named locale: a web view under `LANG=C`
 * reports a language that `Intl` refuses.
 */
import { makeStore, useStore } from "../app/store";
import type { Language } from "../api/types";

/** Languages with a catalogue. */
export type Spoken = Exclude<Language, "system">;

const LOCALES: Record<Spoken, string> = { english: "en-GB", chinese: "zh-CN" };

/** How pages name their language to screen readers and fonts. */
const TAGS: Record<Spoken, string> = { english: "en", chinese: "zh-Hans" };

const spoken = makeStore<Spoken>("english");

/** The language in force. */
export const language = (): Spoken => spoken.read();

/** The language in force, and a new drawing when it changes. */
export const useLanguage = (): Spoken => useStore(spoken);

/** The locale of the language in force. */
export const locale = (): string => LOCALES[spoken.read()];

/** Speaks another language from now on. */
export function speak(next: Spoken): void {
  document.documentElement.lang = TAGS[next];
  spoken.set(next);
}

/** The language that a setting means on this computer: the first of the system's that has a catalogue, else English. */
export function meant(setting: Language, ofSystem: readonly string[]): Spoken {
  if (setting !== "system") return setting;
  const known = ofSystem.map((tag) => tag.toLowerCase().split(/[-_]/)[0]).find((tag) => tag === "zh" || tag === "en");
  return known === "zh" ? "chinese" : "english";
}

/** Makes something of a locale once for each language: formats of `Intl` are dear to make. */
export function perLanguage<T>(make: (locale: string) => T): () => T {
  const made = new Map<Spoken, T>();
  return () => {
    const now = spoken.read();
    const known = made.get(now) ?? make(LOCALES[now]);
    made.set(now, known);
    return known;
  };
}
