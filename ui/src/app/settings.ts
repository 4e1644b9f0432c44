/**
 * Settings of this computer, applied to the page: theme and density as attributes that the tokens listen to, the language to
 * all that is said. The size of text is the shell's to apply: the whole page grows, so that it lays itself out anew.
 */
import { useEffect } from "react";
import { call, keyOf, useAsk, useCache, type Density, type Settings, type Theme } from "../api";
import { meant, speak } from "../texts/language";
import { makeStore, useStore } from "./store";
import { report } from "./status";

const DARK = "(prefers-color-scheme: dark)";
const isDark = makeStore(false);

/** Light or dark, as drawn now; for pictures that are painted on a canvas. */
export const useDarkness = (): boolean => useStore(isDark);

/** Applies theme and density and keeps following the system where asked to. */
export function useAppliedSettings(): void {
  const { data } = useAsk("settings", {});
  const theme: Theme = data?.theme ?? "system";
  const density: Density = data?.density ?? "comfortable";
  const language = data?.language ?? "system";
  useEffect(() => speak(meant(language, navigator.languages)), [language]);
  useEffect(() => {
    const system = window.matchMedia(DARK);
    const apply = () => {
      const dark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset["theme"] = dark ? "dark" : "light";
      document.documentElement.dataset["density"] = density;
      isDark.set(dark);
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme, density]);
}

/** Reads and changes settings; a change is drawn at once and taken back if it could not be kept. */
export function useSettings(): { settings: Settings | undefined; change: (part: Partial<Settings>) => void } {
  const { data } = useAsk("settings", {});
  const cache = useCache();
  const change = (part: Partial<Settings>) => {
    if (!data) return;
    const next = { ...data, ...part };
    cache.setQueryData(keyOf("settings", {}), next);
    call("change_settings", next).then(
      (kept) => cache.setQueryData(keyOf("settings", {}), kept),
      (failure) => {
        cache.setQueryData(keyOf("settings", {}), data);
        report(failure);
      },
    );
  };
  return { settings: data, change };
}

/** Height of a row in the density chosen. */
export function useRowHeight(): number {
  const { data } = useAsk("settings", {});
  return data?.density === "compact" ? 32 : 44;
}
