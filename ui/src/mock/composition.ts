/** Imitated duplicates and rankings that are put together: alike are texts that begin alike. */
import type { AlikeRow, Composition, Duplicates, DuplicatesQuery, EntropySpread, Likeness, RankedRow, SurpriseQuery, Surprises } from "../api";
import type { MockRow } from "./documents";
import { world } from "./world";

/** A row of an order, with what came of putting it together. */
export interface Placed { row: MockRow; score: number; goal: number | null; behind: MockRow[] }

const keyOf = (row: MockRow, likeness: Likeness): string => (likeness.kind === "exact" ? row.text : row.text.slice(0, Math.round(80 * likeness.share)));

/** Each goal's order, put together by turns. */
export function composed(orders: { goal: number; order: { row: MockRow; score: number }[] }[], composition: Composition): Placed[] {
  const { alike, quality, spread, goals } = composition;
  const parts = orders.map(({ goal, order }) => {
    const weight = quality?.weight ?? 0;
    const good = (row: MockRow) => (row.year === null ? null : (quality?.higher_is_better ? row.year - 2012 : 2026 - row.year) / 14);
    const blended = quality ? order.filter(({ row }) => good(row) !== null).map(({ row, score }) => ({ row, score: (1 - weight) * score + weight * (good(row) ?? 0) })) : order;
    const ranked = [...blended].sort((a, b) => b.score - a.score);
    if (!spread) return { goal, ranked };
    const seen = new Map<string, number>();
    const places = ranked.map((entry) => {
      const before = seen.get(entry.row.source) ?? 0;
      seen.set(entry.row.source, before + 1);
      return { entry, before };
    });
    const share = (source: string) => (spread.shares === "equal" ? 1 : (seen.get(source) ?? 1));
    return { goal, ranked: places.sort((a, b) => (a.before + 0.5) / share(a.entry.row.source) - (b.before + 0.5) / share(b.entry.row.source)).map(({ entry }) => entry) };
  });
  const placed: Placed[] = [];
  const byKey = new Map<string, Placed>();
  const at = parts.map(() => 0);
  const spent = parts.map(() => 0);
  for (;;) {
    const open = parts.flatMap(({ ranked }, part) => ((at[part] ?? 0) < ranked.length ? [part] : []));
    if (open.length === 0) return placed;
    const weightOf = (part: number) => goals.find((one) => one.goal === parts[part]!.goal)?.weight ?? 1;
    const next = open.reduce((best, part) => ((spent[part]! + 0.5) / weightOf(part) < (spent[best]! + 0.5) / weightOf(best) ? part : best));
    const { row, score } = parts[next]!.ranked[at[next]!]!;
    at[next]! += 1;
    const key = alike ? keyOf(row, alike) : String(row.row);
    const before = byKey.get(key);
    if (before) {
      if (before.row !== row && !before.behind.includes(row)) before.behind.push(row);
      continue;
    }
    const entry = { row, score, goal: parts.length > 1 ? parts[next]!.goal : null, behind: [] };
    byKey.set(key, entry);
    placed.push(entry);
    spent[next]! += 1;
  }
}

const member = (row: MockRow): AlikeRow => ({ row: row.row, id: row.id, excerpt: row.text.slice(0, 400), kind: row.kind, score: null });

/** The pool's groups, the largest first. */
export function duplicates({ likeness, offset, limit }: DuplicatesQuery): Duplicates {
  const groups = new Map<string, MockRow[]>();
  world.rows.forEach((row) => groups.set(keyOf(row, likeness), [...(groups.get(keyOf(row, likeness)) ?? []), row]));
  const found = [...groups.values()].filter((group) => group.length > 1).sort((a, b) => b.length - a.length);
  const texts = (group: MockRow[]) => new Set(group.map((row) => row.text)).size;
  const sum = (of: (group: MockRow[]) => number) => found.reduce((total, group) => total + of(group), 0);
  return {
    documents: world.rows.length, groups: found.length, exact_groups: found.filter((group) => texts(group) === 1).length, spare: sum((group) => group.length - 1), exact_spare: sum((group) => group.length - texts(group)),
    page: found.slice(offset, offset + limit).map((group) => ({ rows: group.length, exact: texts(group) === 1, members: group.slice(0, 50).map(member) })),
  };
}

/** Rows behind one that was kept. */
export const alikeRows = (behind: MockRow[]): AlikeRow[] => behind.map((row) => ({ ...member(row), score: 0.3 }));

/** What composing adds to a row of the table. */
export const marksOf = (entry: Placed | undefined): Pick<RankedRow, "goal" | "alike"> => ({ goal: entry?.goal ?? null, alike: entry?.behind.length ?? 0 });

/** Two bells as the entropies of a pool. */
export function surprises({ settings }: SurpriseQuery): Surprises {
  const spread = (entropy: string, middle: number, width: number): EntropySpread => {
    const at_percentile = Array.from({ length: 101 }, (_, at) => middle + width * Math.log((at + 1) / (101.5 - at)) * 0.3);
    const [least, most] = [at_percentile[0]!, at_percentile[100]!];
    const bins = Array.from({ length: 48 }, (_, bin) => Math.round(40 * Math.exp(-(((bin - 23.5) / 11) ** 2))));
    return { entropy, least, most, bins, at_percentile };
  };
  const share = (entropy: string) => Math.abs((settings[`${entropy}_high`] ?? 0.75) - (settings[`${entropy}_low`] ?? 0.25));
  return { documents: world.rows.length, inside: Math.round(world.rows.length * share("information") * share("generative")), entropies: [spread("information", 4.2, 1), spread("generative", 2.6, 0.8)] };
}
