/** A key, printed where it works. "Mod" is Ctrl, or the command key on a Mac. */
export const MOD = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent) ? "⌘" : "Ctrl";

/** One small cap, like "Ctrl K". Hidden from assistive technology, which gets `aria-keyshortcuts`. */
export function KeyCap({ keys }: { keys: string }) {
  return (
    <kbd className="keycap" aria-hidden="true">
      {keys.replace("Mod", MOD)}
    </kbd>
  );
}

/** "Mod K" as `aria-keyshortcuts` wants it. */
export function ariaKeys(keys: string): string {
  return keys.replace("Mod", MOD === "⌘" ? "Meta" : "Control").replaceAll(" ", "+");
}
