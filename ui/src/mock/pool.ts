/** Imitated operations on the pool. */
import type { ColumnDistribution, DocumentView, Filter, PoolRow } from "../api";
import type { MockRow } from "./documents";
import { inside } from "./places";
import { world } from "./world";

const COLUMNS = ["source", "language", "year"] as const;

const valueOf = (row: MockRow, column: string): string =>
  column === "source" ? row.source : column === "language" ? row.language : row.year === null ? "" : String(row.year);

/** Rows under a filter, in import order. */
export function under(filter: Filter, rows: MockRow[] = world.rows): MockRow[] {
  const words = filter.search?.toLowerCase().trim();
  return rows.filter((row) => (!words || row.text.toLowerCase().includes(words)) && filter.conditions.every((condition) => {
    if (condition.kind === "on_map") return inside(condition.map, condition.region, row);
    const value = valueOf(row, condition.column);
    if (condition.kind === "one_of") return condition.values.includes(value);
    return value !== "" && Number(value) >= condition.least && Number(value) <= condition.most;
  }));
}

export const poolRow = (row: MockRow): PoolRow => ({
  row: row.row, id: row.id, excerpt: row.text.slice(0, 400), kind: row.kind, characters: row.text.length,
  tokens: row.row <= world.read ? row.tokens : null, values: COLUMNS.map((column) => valueOf(row, column)),
});

/** How values are distributed under a filter. */
export function distributions(filter: Filter): ColumnDistribution[] {
  if (world.scenario === "plain") return [];
  const rows = under(filter);
  const categories = (column: "source" | "language"): ColumnDistribution => {
    const counts = new Map<string, number>();
    rows.forEach((row) => counts.set(row[column], (counts.get(row[column]) ?? 0) + 1));
    const bars = [...counts].map(([value, documents]) => ({ value, documents })).sort((a, b) => b.documents - a.documents);
    return { name: column, missing: 0, values: { kind: "categories", bars: bars.slice(0, 12), distinct: bars.length } };
  };
  const bins = new Array<number>(14).fill(0);
  rows.forEach((row) => { if (row.year !== null) bins[row.year - 2012] = (bins[row.year - 2012] ?? 0) + 1; });
  const missing = rows.filter((row) => row.year === null).length;
  return [categories("source"), categories("language"), { name: "year", missing, values: { kind: "numbers", least: 2012, most: 2026, bins } }];
}

/** One row, whole. */
export function documentOf(number: number): DocumentView {
  const row = world.rows.find((other) => other.row === number);
  if (!row) throw { code: "no_such_thing", arguments: { what: "document", id: number } };
  return {
    row: row.row, id: row.id, kind: row.kind, text: row.text, shortened: false, turns: row.turns, file: "mixed-rows.jsonl", line: row.row + 7,
    fields: [{ name: "id", value: row.id }, { name: "doc", value: row.text }, { name: "source", value: row.source }, { name: "language", value: row.language }, { name: "year", value: row.year === null ? "" : String(row.year) }],
    tokens: row.tokens, read_tokens: Math.min(120, row.tokens),
  };
}
