/** Shortcuts that work everywhere. Single letters belong to tables and pictures; these need Ctrl, or stand outside fields. */
import { useEffect } from "react";
import { addFiles, openProject } from "./commands";
import { go, WORK_PLACES } from "./navigation";
import { nextPane } from "./panes";
import { makeStore } from "./store";

/** Which sheet lies over the window. */
export const sheet = makeStore<"none" | "palette" | "keys">("none");

export function useShortcuts(hasProject: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (withControl(event, hasProject) || plain(event)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [hasProject]);
}

function withControl(event: KeyboardEvent, hasProject: boolean): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  const place = WORK_PLACES[Number(key) - 1];
  if (place && hasProject && !event.shiftKey) go(place);
  else if (key === "k") sheet.set("palette");
  else if (key === "o" && event.shiftKey) openProject();
  else if (key === "o") addFiles();
  else return false;
  return true;
}

function plain(event: KeyboardEvent): boolean {
  if (event.key === "F6") {
    nextPane(event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return false;
  if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return false;
  if (event.key === "?") sheet.set("keys");
  else if (event.key === "/") return focusSearch();
  else return false;
  return true;
}

/** Does the person write there? */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  && !["checkbox", "radio", "range"].includes((target as HTMLInputElement).type);

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("[data-search]");
  field?.focus();
  field?.select();
  return field !== null;
}
