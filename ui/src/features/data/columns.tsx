/** Which columns of the rows are shown; kept for next time. */
import { useState } from "react";
import type { ColumnDistribution } from "../../api";
import { Menu } from "../../components";
import { say } from "../../texts/say";

const MEMORY = "data-columns";
const FIRST = 3;

export interface ShownColumns {
  all: string[];
  names: string[];
  toggle: (name: string) => void;
}

/** The first few columns, until the person chooses. */
export function useColumns(columns: ColumnDistribution[] | undefined): ShownColumns {
  const [hidden, setHidden] = useState<Record<string, boolean>>(() => {
    try {
      return JSON.parse(localStorage.getItem(MEMORY) ?? "{}") as Record<string, boolean>;
    } catch {
      return {};
    }
  });
  const all = (columns ?? []).map((column) => column.name);
  const isShown = (name: string) => !(hidden[name] ?? all.indexOf(name) >= FIRST);
  const toggle = (name: string) => {
    const next = { ...hidden, [name]: isShown(name) };
    setHidden(next);
    localStorage.setItem(MEMORY, JSON.stringify(next));
  };
  return { all, names: all.filter(isShown), toggle };
}

export function ColumnMenu({ columns }: { columns: ShownColumns }) {
  if (columns.all.length === 0) return null;
  return (
    <Menu label={say("data.columns")} icon="columns" look="quiet" entries={columns.all.map((name) => ({
      id: name, label: name, chosen: columns.names.includes(name), onAction: () => columns.toggle(name),
    }))} />
  );
}
