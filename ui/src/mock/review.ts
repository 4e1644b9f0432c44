/** Imitated decisions: a journal in memory, whose state is folded anew for every answer. */
import type { AnswerOf, Decide, Decided, Decision, DecisionEntry, Pin, QueueQuery, QueueRow, RowReview, Verdict } from "../api";
import { wilson } from "./compare";
import { cut, page } from "./ranking";
import { under } from "./pool";
import { world } from "./world";

interface Entry { entry: DecisionEntry; rows: number[]; about: number | null }
const journal: Entry[] = [];

const isUndone = (made: Entry): boolean => journal.findLast((other) => other.about === made.entry.decision)?.entry.act === "taken_back";
const held = (): Entry[] => journal.filter((made) => made.entry.act === "decided" && !isUndone(made));

/** What holds of a row. */
function reviewOf(row: number): RowReview {
  const now: RowReview = { row, verdict: null, label: null, note: "", tags: [], pin: null };
  for (const { entry: { about } } of held().filter((made) => made.rows.includes(row))) {
    if (about.what === "verdict") now.verdict = about.verdict;
    if (about.what === "label") now.label = about.label;
    if (about.what === "note") now.note = about.note;
    if (about.what === "tag") now.tags = [...now.tags.filter((tag) => tag !== about.tag), ...(about.on ? [about.tag] : [])].sort();
    if (about.what === "pin") now.pin = about.pin;
  }
  return now;
}

/** Rows with a pin. */
export const pins = (): Map<number, Pin> => new Map(world.rows.flatMap((row): [number, Pin][] => { const { pin } = reviewOf(row.row); return pin ? [[row.row, pin]] : []; }));

const EVERYTHING = { search: null, conditions: [] };

/** Row numbers of a queue, in their order. */
function queued({ ranking, budget, queue }: QueueQuery): number[] {
  const order = page(ranking, EVERYTHING, 0, Infinity).rows.filter((row) => row.rank !== null).map((row) => row.row);
  const kept = cut(ranking, budget).documents;
  if (queue.queue === "around_cut") return Array.from({ length: queue.each_side }, (_, at) => [order[kept - 1 - at], order[kept + at]]).flat().filter((row) => row !== undefined);
  if (queue.queue === "audit") return order.slice(0, kept).sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009)).slice(0, queue.rows);
  if (queue.queue === "disagreements") return order.slice(0, kept).filter((row) => queue.others.some((other) => rankIn(other, row) > kept));
  if (queue.queue === "quality") return order.slice(0, kept).reverse().slice(0, queue.rows);
  if (queue.queue === "duplicates") return order.slice(0, 12);
  if (queue.queue === "filter") { const inside = new Set(under(queue.filter).map((row) => row.row)); return order.filter((row) => inside.has(row)); }
  if (queue.queue === "judged") return order.filter((row) => reviewOf(row).verdict === queue.verdict);
  return [...pins().keys()];
}

const rankIn = (ranking: number, row: number): number => page(ranking, EVERYTHING, 0, Infinity).rows.findIndex((other) => other.row === row) + 1;

export function reviewQueue(query: QueueQuery): AnswerOf<"review_queue"> {
  const rows = queued(query);
  const kept = cut(query.ranking, query.budget).documents;
  const ranked = new Map(page(query.ranking, EVERYTHING, 0, Infinity).rows.map((row) => [row.row, row]));
  const left = rows.findIndex((row) => reviewOf(row).verdict === null);
  const others = query.queue.queue === "disagreements" ? query.queue.others : [];
  return {
    total: rows.length, first_left: left < 0 ? null : left, ...turns(),
    rows: rows.slice(query.offset, query.offset + query.limit).map((row, at): QueueRow => {
      const found = ranked.get(row)!;
      return { id: found.id, excerpt: found.excerpt, kind: found.kind, rank: found.rank, kept: found.rank !== null && found.rank <= kept, other_ranks: others.map((other) => rankIn(other, row)), group: query.queue.queue === "duplicates" ? Math.floor((query.offset + at) / 3) + 1 : null, review: reviewOf(row) };
    }),
  };
}

export function reviewProgress(query: QueueQuery): AnswerOf<"review_progress"> {
  const verdicts = queued(query).map((row) => reviewOf(row).verdict);
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  const gap = verdicts.indexOf(null);
  const head = verdicts.slice(0, gap < 0 ? verdicts.length : gap);
  const decided = head.filter((verdict) => verdict !== "unsure");
  const right = (of: typeof decided) => of.filter((verdict) => verdict === "keep").length;
  const done = verdicts.filter((verdict) => verdict !== null).length;
  return {
    total: verdicts.length, done, keep: count("keep"), drop: count("drop"), unsure: count("unsure"), seconds_a_row: done < 5 ? null : 4.2,
    audit: query.queue.queue !== "audit" || decided.length === 0 ? null : { judged: decided.length, unsure: head.length - decided.length, precision: wilson(right(decided), decided.length), after_ten: decided.length > 10 ? wilson(right(decided.slice(0, 10)), 10) : null },
  };
}

const rowsOf = ({ on }: Decide): number[] => (on.which === "rows" ? on.rows : queued(on.queue));

const isSo = (row: number, decision: Decision): boolean => {
  const now = reviewOf(row);
  if (decision.what === "verdict") return now.verdict === decision.verdict;
  if (decision.what === "label") return now.label === decision.label;
  if (decision.what === "note") return now.note === decision.note.trim();
  return decision.what === "tag" ? now.tags.includes(decision.tag) === decision.on : now.pin === decision.pin;
};

const last = () => held().at(-1);
const lastUndone = () => journal.filter((made) => made.entry.act === "decided" && isUndone(made) && made.entry.decision > (last()?.entry.decision ?? 0))[0];
const turns = () => ({ can_undo: last() !== undefined, can_redo: lastUndone() !== undefined });

function enter(entry: Pick<DecisionEntry, "annotator" | "act" | "about">, rows: number[], about: number | null): Decided {
  if (rows.length === 0) return { decision: null, changed: 0, about: entry.about, rows: [], ...turns() };
  const decision = journal.length + 1;
  journal.push({ entry: { ...entry, decision, made_ms: Date.now(), changed: rows.length, first_row: rows[0] ?? null, is_undone: false }, rows, about });
  world.tell({ event: "changed", value: entry.about.what === "pin" ? ["review", "pins"] : ["review"] });
  return { decision, changed: rows.length, about: entry.about, rows: rows.slice(0, 500).map(reviewOf), ...turns() };
}

export function decide(wanted: Decide): Decided {
  const rows = rowsOf(wanted);
  if (wanted.on.which === "queue" && wanted.on.expected !== rows.length) throw { code: "count_changed", arguments: { expected: wanted.on.expected, found: rows.length } };
  return enter({ annotator: wanted.annotator, act: "decided", about: wanted.decision }, rows.filter((row) => !isSo(row, wanted.decision)), null);
}

export const decidePreview = (wanted: Decide) => ({ rows: rowsOf(wanted).length, changes: rowsOf(wanted).filter((row) => !isSo(row, wanted.decision)).length });

function turn(made: Entry | undefined, act: "taken_back" | "made_again", annotator: string): Decided {
  return made ? enter({ annotator, act, about: made.entry.about }, made.rows, made.entry.decision) : { decision: null, changed: 0, about: null, rows: [], ...turns() };
}

export const undoDecision = ({ annotator }: { annotator: string }) => turn(last(), "taken_back", annotator);
export const redoDecision = ({ annotator }: { annotator: string }) => turn(lastUndone(), "made_again", annotator);

export const decisions = ({ offset, limit }: { offset: number; limit: number }): AnswerOf<"decisions"> =>
  ({ total: journal.length, entries: [...journal].reverse().slice(offset, offset + limit).map((made) => ({ ...made.entry, is_undone: made.entry.act === "decided" && isUndone(made) })) });
