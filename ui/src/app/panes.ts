/** F6: from pane to pane, each remembering who had the focus in it. */
const remembered = new WeakMap<Element, HTMLElement>();

document.addEventListener("focusin", (event) => {
  const target = event.target as HTMLElement;
  const pane = target.closest("[data-pane]");
  if (pane && pane !== target) remembered.set(pane, target);
});

/** Moves the focus to the next pane, or the one before. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((pane) => pane.offsetParent !== null);
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(at + step + panes.length) % panes.length];
  if (pane) focusIn(pane);
}

function focusIn(pane: HTMLElement): void {
  const last = remembered.get(pane);
  const target = last && pane.contains(last) ? last : pane.querySelector<HTMLElement>(
    '[role=row][tabindex="0"], button:not([tabindex="-1"]):not(:disabled), input, select, [tabindex="0"]');
  (target ?? pane).focus();
}
