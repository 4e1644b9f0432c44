/** Tabs of an inspector or screen; the panel is drawn by the caller with `tabPanel(id, value)`. */
import { useRef, type KeyboardEvent } from "react";
import { cx } from "./cx";

export interface TabsProps<V extends string> {
  /** Ties tabs and panel together. */
  id: string;
  label: string;
  tabs: { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
  /** A bar's panel is the whole screen below it and needs no reference. `bar` is underlined at the top of a screen, `segments` stands in an inspector's head. */
  look?: "bar" | "segments";
}

export function Tabs<V extends string>({ id, label, tabs, value, onChange, look = "segments" }: TabsProps<V>) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const to = (tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length;
    const next = tabs[to];
    if (!next) return;
    onChange(next.value);
    (list.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={cx(look === "bar" ? "tabbar" : "segmented")} onKeyDown={move}>
      {tabs.map((tab) => (
        <button key={tab.value} type="button" role="tab" id={`${id}-tab-${tab.value}`} aria-selected={tab.value === value}
          aria-controls={look === "bar" ? undefined : `${id}-panel`} tabIndex={tab.value === value ? 0 : -1}
          className={look === "bar" ? "tabbar-tab" : "segment"} onClick={() => onChange(tab.value)}>
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** Attributes of the panel that belongs to the chosen tab. */
export const tabPanel = (id: string, value: string) =>
  ({ role: "tabpanel", id: `${id}-panel`, "aria-labelledby": `${id}-tab-${value}` }) as const;
