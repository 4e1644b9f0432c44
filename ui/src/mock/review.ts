/** Imitated decisions: a journal in memory, whose state is folded anew for every answer. */
import type { AnswerOf, Decide, Decided, Decision, DecisionEntry, Pin, QueueQuery, QueueRow, RowReview, Said, Verdict } from "../api";
import { wilson } from "./compare";
import { cut, page } from "./ranking";
import { under } from "./pool";
import { world } from "./world";

interface Entry { entry: DecisionEntry; rows: number[]; about: number | null }
const journal: Entry[] = [];

const isUndone = (made: Entry): boolean => journal.findLast((other) => other.about === made.entry.decision)?.entry.act === "taken_back";
const held = (): Entry[] => journal.filter((made) => made.entry.act === "decided" && !isUndone(made));

/** What holds of a row for somebody. */
function reviewOf(row: number, annotator: string): RowReview {
  const now: RowReview = { row, verdict: null, label: null, note: "", tags: [], pin: null, ruling: null, ruled_by: null };
  for (const { entry: { about, annotator: who } } of held().filter((made) => made.rows.includes(row))) {
    const isOwn = who === annotator;
    if (about.what === "verdict" && isOwn) now.verdict = about.verdict;
    if (about.what === "label" && isOwn) now.label = about.label;
    if (about.what === "note" && isOwn) now.note = about.note;
    if (about.what === "ruling") { now.ruling = about.verdict; now.ruled_by = about.verdict && who; }
    if (about.what === "tag") now.tags = [...now.tags.filter((tag) => tag !== about.tag), ...(about.on ? [about.tag] : [])].sort();
    if (about.what === "pin") now.pin = about.pin;
  }
  return now;
}

const people = (): string[] => [...new Set(journal.map((made) => made.entry.annotator))].sort();

/** What everybody says of a row who judged it. */
const voices = (row: number): Said[] => people().map((annotator): Said => { const { verdict, label, note } = reviewOf(row, annotator); return { annotator, verdict, label, note }; }).filter((one) => one.verdict !== null || one.note !== "");
const verdictsOf = (row: number): Verdict[] => voices(row).flatMap((one) => (one.verdict ? [one.verdict] : []));
const differ = (row: number): boolean => new Set(verdictsOf(row)).size > 1;
const rulingOf = (row: number): Verdict | null => reviewOf(row, "").ruling;
const joined = (row: number): Verdict | null => rulingOf(row) ?? (differ(row) ? null : (verdictsOf(row)[0] ?? null));

/** Rows with a pin. */
export const pins = (): Map<number, Pin> => new Map(world.rows.flatMap((row): [number, Pin][] => { const { pin } = reviewOf(row.row, ""); return pin ? [[row.row, pin]] : []; }));

const EVERYTHING = { search: null, conditions: [] };

/** Row numbers of a queue, in their order. */
function queued({ ranking, budget, queue, annotator }: QueueQuery): number[] {
  const order = page(ranking, EVERYTHING, 0, Infinity).rows.filter((row) => row.rank !== null).map((row) => row.row);
  const kept = cut(ranking, budget).documents;
  if (queue.queue === "around_cut") return Array.from({ length: queue.each_side }, (_, at) => [order[kept - 1 - at], order[kept + at]]).flat().filter((row) => row !== undefined);
  if (queue.queue === "audit") return order.slice(0, kept).sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009)).slice(0, queue.rows);
  if (queue.queue === "disagreements") return order.slice(0, kept).filter((row) => queue.others.some((other) => rankIn(other, row) > kept));
  if (queue.queue === "quality") return order.slice(0, kept).reverse().slice(0, queue.rows);
  if (queue.queue === "duplicates") return order.slice(0, 12);
  if (queue.queue === "filter") { const inside = new Set(under(queue.filter).map((row) => row.row)); return order.filter((row) => inside.has(row)); }
  if (queue.queue === "judged") return order.filter((row) => reviewOf(row, annotator).verdict === queue.verdict);
  if (queue.queue === "joined") return order.filter((row) => joined(row) === queue.verdict);
  if (queue.queue === "conflicts") return order.filter((row) => differ(row) || rulingOf(row) !== null);
  return [...pins().keys()];
}

const rankIn = (ranking: number, row: number): number => page(ranking, EVERYTHING, 0, Infinity).rows.findIndex((other) => other.row === row) + 1;

export function reviewQueue(query: QueueQuery): AnswerOf<"review_queue"> {
  const found = queued(query);
  const rows = query.blind ? [...found].sort((a, b) => ((a * 7919) % 1009) - ((b * 7919) % 1009)) : found;
  const rules = query.queue.queue === "conflicts";
  const kept = cut(query.ranking, query.budget).documents;
  const ranked = new Map(page(query.ranking, EVERYTHING, 0, Infinity).rows.map((row) => [row.row, row]));
  const left = rows.findIndex((row) => doneIn(query, row) === null);
  const others = query.queue.queue === "disagreements" ? query.queue.others : [];
  return {
    total: rows.length, first_left: left < 0 ? null : left, ...turns(query.annotator),
    rows: rows.slice(query.offset, query.offset + query.limit).map((row, at): QueueRow => {
      const found = ranked.get(row)!;
      return { id: found.id, excerpt: found.excerpt, kind: found.kind, rank: query.blind ? null : found.rank, kept: query.blind ? null : found.rank !== null && found.rank <= kept, other_ranks: query.blind ? [] : others.map((other) => rankIn(other, row)), group: query.queue.queue === "duplicates" ? Math.floor((query.offset + at) / 3) + 1 : null, review: reviewOf(row, query.annotator), joined: query.blind ? null : joined(row), said: rules ? voices(row).map((one) => (query.blind ? { ...one, annotator: null } : one)) : query.blind ? [] : voices(row).filter((one) => one.annotator !== query.annotator) };
    }),
  };
}

/** What counts as done: a verdict or, where people differ, a ruling. */
const doneIn = ({ queue, annotator }: QueueQuery, row: number): Verdict | null => (queue.queue === "conflicts" ? rulingOf(row) : reviewOf(row, annotator).verdict);

export function reviewProgress(query: QueueQuery): AnswerOf<"review_progress"> {
  const verdicts = queued(query).map((row) => doneIn(query, row));
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

const isSo = (row: number, annotator: string, decision: Decision): boolean => {
  const now = reviewOf(row, annotator);
  if (decision.what === "ruling") return now.ruling === decision.verdict;
  if (decision.what === "verdict") return now.verdict === decision.verdict;
  if (decision.what === "label") return now.label === decision.label;
  if (decision.what === "note") return now.note === decision.note.trim();
  return decision.what === "tag" ? now.tags.includes(decision.tag) === decision.on : now.pin === decision.pin;
};

const last = (annotator: string) => held().findLast((made) => made.entry.annotator === annotator);
const lastUndone = (annotator: string) => journal.filter((made) => made.entry.annotator === annotator && made.entry.act === "decided" && isUndone(made) && made.entry.decision > (last(annotator)?.entry.decision ?? 0))[0];
const turns = (annotator: string) => ({ can_undo: last(annotator) !== undefined, can_redo: lastUndone(annotator) !== undefined });

function enter(entry: Pick<DecisionEntry, "annotator" | "act" | "about">, rows: number[], about: number | null): Decided {
  if (rows.length === 0) return { decision: null, changed: 0, about: entry.about, rows: [], ...turns(entry.annotator) };
  const decision = journal.length + 1;
  journal.push({ entry: { ...entry, decision, made_ms: Date.now(), changed: rows.length, first_row: rows[0] ?? null, is_undone: false }, rows, about });
  world.tell({ event: "changed", value: entry.about.what === "pin" ? ["review", "pins"] : ["review"] });
  return { decision, changed: rows.length, about: entry.about, rows: rows.slice(0, 500).map((row) => reviewOf(row, entry.annotator)), ...turns(entry.annotator) };
}

export function decide(wanted: Decide): Decided {
  const rows = rowsOf(wanted);
  if (wanted.on.which === "queue" && wanted.on.expected !== rows.length) throw { code: "count_changed", arguments: { expected: wanted.on.expected, found: rows.length } };
  return enter({ annotator: wanted.annotator, act: "decided", about: wanted.decision }, rows.filter((row) => !isSo(row, wanted.annotator, wanted.decision)), null);
}

export const decidePreview = (wanted: Decide) => ({ rows: rowsOf(wanted).length, changes: rowsOf(wanted).filter((row) => !isSo(row, wanted.annotator, wanted.decision)).length });

function turn(made: Entry | undefined, act: "taken_back" | "made_again", annotator: string): Decided {
  return made ? enter({ annotator, act, about: made.entry.about }, made.rows, made.entry.decision) : { decision: null, changed: 0, about: null, rows: [], ...turns(annotator) };
}

export const undoDecision = ({ annotator }: { annotator: string }) => turn(last(annotator), "taken_back", annotator);
export const redoDecision = ({ annotator }: { annotator: string }) => turn(lastUndone(annotator), "made_again", annotator);

export const decisions = ({ offset, limit }: { offset: number; limit: number }): AnswerOf<"decisions"> =>
  ({ total: journal.length, entries: [...journal].reverse().slice(offset, offset + limit).map((made) => ({ ...made.entry, is_undone: made.entry.act === "decided" && isUndone(made) })) });

/** Agreement, counted; kappa and alpha are those of two categories without their intervals' draws. */
export function agreement(): AnswerOf<"agreement"> {
  const rows = world.rows.map((row) => row.row);
  const many = rows.filter((row) => verdictsOf(row).length > 1);
  const same = many.filter((row) => !differ(row)).length;
  const count = (annotator: string, verdict: Verdict) => rows.filter((row) => reviewOf(row, annotator).verdict === verdict).length;
  const names = people();
  const pairs = names.flatMap((second, at) => names.slice(0, at).map((first) => {
    const both = rows.filter((row) => reviewOf(row, first).verdict && reviewOf(row, second).verdict);
    const alike = both.filter((row) => reviewOf(row, first).verdict === reviewOf(row, second).verdict).length;
    return { first, second, rows: both.length, same: wilson(alike, Math.max(1, both.length)), kappa: both.length ? { value: 2 * alike / both.length - 1, low: 0.1, high: 0.8 } : null };
  })).filter((pair) => pair.rows > 0);
  return {
    annotators: names.map((annotator) => ({ annotator, keep: count(annotator, "keep"), drop: count(annotator, "drop"), unsure: count(annotator, "unsure") })), rows: many.length, same,
    open: rows.filter((row) => differ(row) && rulingOf(row) === null).length, ruled: rows.filter((row) => rulingOf(row) !== null).length, alpha: many.length ? { value: 2 * same / many.length - 1, low: 0.12, high: 0.79 } : null, pairs,
  };
}

/** The copy that is merged: Bo judged every second row, and would drop every fourth of those. */
let merged = false;
const judgedByBo = () => world.rows.filter((_, at) => at % 2 === 0).map((row) => row.row);
const brought = (): AnswerOf<"merge_preview"> => ({ name: "worked-maths copy.neurosieve", new: (merged ? {} : { Bo: 2 }) as Record<string, number>, known: merged ? 2 : 0, rows: merged ? 0 : judgedByBo().length, strays: world.scenario === "strays" ? 3 : 0, in_both: world.scenario === "strays" ? ["Me"] : [], open: null });
export const mergePreview = (): AnswerOf<"merge_preview"> => brought();
export function mergeDecisions(): AnswerOf<"merge_decisions"> {
  const done = brought();
  if (!merged) {
    const rows = judgedByBo();
    merged = true;
    enter({ annotator: "Bo", act: "decided", about: { what: "verdict", verdict: "keep" } }, rows.filter((_, at) => at % 4 !== 0), null);
    enter({ annotator: "Bo", act: "decided", about: { what: "verdict", verdict: "drop" } }, rows.filter((_, at) => at % 4 === 0), null);
  }
  return { ...done, open: agreement().open };
}
