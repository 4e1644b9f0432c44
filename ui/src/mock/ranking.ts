/** Imitated rankings: scores follow from each row's affinity, so that pictures look as they would. */
import type { Budget, Cut, Figure, NamedNeuron, NeuronFacts, NeuronFigureQuery, NeuronPair, NeuronPairQuery, NeuronRef, NeuronStrip, Pin, RankedRow, RankingView, RankQuery, Why } from "../api";
import { alikeRows, composed, marksOf, type Placed } from "./composition";
import { seeded } from "./documents";
import { pins } from "./review";
import { PLAIN } from "../app/selection";
import { METHODS } from "./methods";
import { under } from "./pool";
import type { MockRow } from "./documents";
import { fresh, world } from "./world";
import type { FigureQuery, Filter, LayerShare } from "../api";

const LAYERS = 30;
const MEDIAN = 0.24;

/** Every row's score for one goal. */
function scored(query: RankQuery, ticked: number, read: MockRow[]): { row: MockRow; score: number }[] {
  const towards = query.goal === 2 ? 0.42 : 1;
  const random = seeded(query.goal * 7 + ticked + (query.method === "nag" ? 0 : [...query.method].reduce((sum, letter) => sum * 3 + letter.charCodeAt(0), 0)));
  const [weight, noise] = query.method === "random" ? [0, 0.36] : query.method === "nag" ? [0.36, 0.04] : [0.3, 0.14];
  return read.map((row) => ({ row, score: 0.1 + weight * (1 - Math.abs(towards - row.affinity)) + random() * noise })).sort((a, b) => b.score - a.score);
}

/** Ranks the pool; the order is kept under the ranking's number. */
export function rank(query: RankQuery): RankingView {
  const goal = world.goals.find((other) => other.goal === query.goal);
  const ticked = goal?.examples.filter((example) => query.examples?.includes(example.example) ?? example.ticked).length ?? 0;
  if (ticked === 0) throw { code: "no_examples", arguments: { goal: goal?.name ?? "" } };
  const read = world.rows.filter((row) => row.row <= world.read);
  if (read.length === 0 && query.method === "nag") throw { code: "nothing_read", arguments: {} };
  const method = METHODS.find((each) => each.method === query.method);
  const missing = (method?.needs ?? []).filter((need) => !world.represented.has(need));
  if (missing.length > 0) throw { code: "needs_reading", arguments: { method: query.method, needs: missing.join(", ") } };
  const composition = query.composition ?? PLAIN;
  const wanted = composition.goals.length > 1 ? composition.goals.map((one) => one.goal) : [query.goal];
  const pinned = pins();
  const order: Placed[] = pinnedFirst(composed(wanted.map((one) => ({ goal: one, order: scored({ ...query, goal: one }, ticked, read) })), composition), pinned);
  const scores = order.map((entry) => entry.score);
  const bins = new Array<number>(40).fill(0);
  const [least, most] = [Math.min(0.1, ...scores), Math.max(0.5, ...scores)];
  scores.forEach((score) => { bins[Math.min(39, Math.floor(((score - least) / (most - least)) * 40))]! += 1; });
  const ranking = fresh();
  world.order.set(ranking, order);
  const view: RankingView = {
    ranking, query: { ...query, composition }, score_kind: "share", notes: [], model_name: method?.needs_model ? "SmolLM2-135M-Instruct" : null, ranked: order.length, unscored: 1, unread: world.rows.length - read.length, left_out: 2,
    collapsed: order.reduce((sum, entry) => sum + entry.behind.length, 0), pinned: [...pinned.values()].filter((pin) => pin === "always").length, barred: [...pinned.values()].filter((pin) => pin === "never").length,
    without_quality: composition.quality ? read.filter((row) => row.year === null).length : 0,
    median_score: scores[Math.floor(scores.length / 2)] ?? MEDIAN, best_score: scores[0] ?? 0, tokens: order.reduce((sum, entry) => sum + entry.row.tokens, 0), tokens_counted: true,
    curve: Array.from({ length: Math.min(200, scores.length) }, (_, at) => scores[Math.floor((at * scores.length) / Math.min(200, scores.length))] ?? 0),
    histogram: { least, most, bins }, elapsed_ms: 4,
  };
  world.rankings.push(view);
  return view;
}

/** Rows that are always kept before all others, rows that are never kept nowhere. */
const pinnedFirst = (order: Placed[], pinned: Map<number, Pin>): Placed[] =>
  ["always", undefined].flatMap((wanted) => order.filter((entry) => pinned.get(entry.row.row) === wanted));

const orderOf = (ranking: number) => {
  const order = world.order.get(ranking);
  if (!order) throw { code: "ranking_gone", arguments: {} };
  return order;
};

/** A stretch of a ranking. */
export function page(ranking: number, filter: Filter, offset: number, limit: number, before?: number | null): { total: number; rows: RankedRow[] } {
  const order = orderOf(ranking);
  const pinned = pins();
  const was = new Map((before ? orderOf(before) : []).map((entry, at) => [entry.row, at + 1]));
  const placed = new Map(order.map((entry) => [entry.row, entry]));
  const empty = { ...order[0]!.row, row: -1, id: "blank-1", text: "— — —", tokens: 0 };
  const all: { row: (typeof empty); score: number | null; rank: number | null }[] = [...order.map((entry, at) => ({ ...entry, rank: at + 1 })), { row: empty, score: null, rank: null }];
  const wanted = new Set(under(filter, all.map((entry) => entry.row)));
  const rows = all.filter((entry) => wanted.has(entry.row));
  return { total: rows.length, rows: rows.slice(offset, offset + limit).map(({ row, score, rank: place }) => ({
    rank: place, row: row.row, id: row.id, excerpt: row.text.slice(0, 400), kind: row.kind, score, percentile: place === null ? null : 100 * (1 - place / order.length),
    tokens: row.tokens, source: row.source, is_example: false, pin: pinned.get(row.row) ?? null, ...marksOf(placed.get(row)), was: was.get(row) ?? null,
  })) };
}

/** The rows behind one that was kept. */
export const alike = (ranking: number, row: number) => alikeRows(orderOf(ranking).find((entry) => entry.row.row === row)?.behind ?? []);

/** Rows that a budget keeps. */
export const keptRows = (ranking: number, budget: Budget): Set<number> => new Set(orderOf(ranking).slice(0, cut(ranking, budget).documents).map((entry) => entry.row.row));

/** Where a budget cuts. */
export function cut(ranking: number, budget: Budget): Cut {
  const order = orderOf(ranking);
  const all = order.reduce((sum, entry) => sum + entry.row.tokens, 0);
  const most = budget.by === "documents" ? Infinity : budget.by === "tokens" ? budget.tokens : budget.ratio * all;
  let documents = 0;
  let tokens = 0;
  for (const entry of order) {
    if (documents >= (budget.by === "documents" ? budget.documents : Infinity) || tokens + entry.row.tokens > most) break;
    documents += 1;
    tokens += entry.row.tokens;
  }
  return { documents, tokens, document_share: documents / order.length, token_share: tokens / all, last_score: order[documents - 1]?.score ?? null };
}

function layersOf(row: number, score: number): LayerShare[] {
  const random = seeded(row);
  const shape = Array.from({ length: LAYERS }, (_, layer) => 0.6 + 0.8 * Math.exp(-(((layer - 12) / 7) ** 2)) + random() * 0.2);
  const mean = shape.reduce((sum, value) => sum + value, 0) / LAYERS;
  return shape.map((value, layer) => ({ layer, share: (value / mean) * score, median: MEDIAN * (0.85 + 0.3 * Math.exp(-(((layer - 12) / 7) ** 2))) }));
}

/** Why a row is where it is. */
export function why(ranking: number, number: number): Why {
  const order = orderOf(ranking);
  const at = order.findIndex((entry) => entry.row.row === number);
  const entry = order[at];
  if (!entry) return { row: number, rank: null, score: null, median_score: MEDIAN, parts: [], by_example: [], by_layer: [], telling: [], telling_adds: [], other_neurons: 0, of_most_telling: 0, most_telling: 0, exact: true };
  const random = seeded(number * 3);
  const goal = world.goals[0]!;
  const shares = goal.examples.filter((example) => example.ticked).map((example) => ({ example: example.example, excerpt: example.text.slice(0, 160), share: entry.score * (0.7 + random() * 0.6) })).sort((a, b) => b.share - a.share);
  const telling = Array.from({ length: 9 }, (_, n) => ({ layer: 7 + Math.floor(random() * 12), neuron: Math.floor(random() * 1536), goal_share: 0.85 - n * 0.05, pool_share: 0.04 + random() * 0.08, lift: 9 - n * 0.7 }));
  return { row: number, rank: at + 1, score: entry.score, median_score: MEDIAN, parts: [], by_example: shares, by_layer: layersOf(number, entry.score), telling, telling_adds: telling.map(() => entry.score * 0.01), other_neurons: entry.score * 0.91, of_most_telling: 9, most_telling: 20, exact: true };
}

/** A row's neurons against the goal's. */
export function strip(ranking: number, number: number): NeuronStrip {
  const reasons = why(ranking, number);
  const random = seeded(number * 5);
  const layers = reasons.by_layer.map((share) => {
    const slots = Array.from({ length: 24 + Math.floor(random() * 14) }, (_, slot) => ({ neuron: Math.floor(random() * 1536), goal_share: Math.max(0.08, 0.95 - slot * 0.03 + random() * 0.1),
      pool_share: 0.03 + random() * 0.1, lift: 9 - slot * 0.2, fired: random() < share.share * 1.5, ignored: false })).map((slot) => ({ ...slot, goal_share: Math.min(1, slot.goal_share) }));
    return { ...share, slots, left_out: 0, only_here: Array.from({ length: Math.floor(random() * 5) }, () => Math.floor(random() * 1536)), common: Array.from({ length: Math.floor(random() * 3) }, () => Math.floor(random() * 1536)) };
  });
  const all = layers.flatMap((layer) => layer.slots);
  const sum = (count: (layer: (typeof layers)[number]) => number) => layers.reduce((total, layer) => total + count(layer), 0);
  return { row: number, layers, shared: all.filter((slot) => slot.fired).length, missing: all.filter((slot) => !slot.fired).length,
    only_here: sum((layer) => layer.only_here.length), common: sum((layer) => layer.common.length), of_most_telling: 9, most_telling: 20, ignored: 0 };
}

const named: NamedNeuron[] = [];

/** What neurons are called; given a name, that neuron is called so. */
export function names(neuron?: NeuronRef, name?: string | null): NamedNeuron[] {
  if (!neuron) return [...named];
  const at = named.findIndex((each) => each.neuron.layer === neuron.layer && each.neuron.neuron === neuron.neuron);
  if (at >= 0) named.splice(at, 1);
  if (name) named.push({ neuron, name });
  world.tell({ event: "changed", value: ["names"] });
  return [...named];
}

/** A neuron's facts. */
export function neuron(ranking: number, of: NeuronRef): NeuronFacts {
  const order = orderOf(ranking);
  const query = world.rankings.find((view) => view.ranking === ranking)?.query;
  const random = seeded(of.layer * 4096 + of.neuron);
  const examples = (world.goals[0]?.examples ?? []).filter((example) => example.ticked);
  const firing = examples.filter(() => random() < 0.6);
  const strongest = order.map((entry, at) => ({ row: entry.row.row, rank: at + 1, excerpt: entry.row.text.slice(0, 160), luck: random() }))
    .filter((each) => each.luck < 0.2).slice(0, 5).map(({ luck: _, ...each }, at) => ({ ...each, place: at + 1 }));
  return {
    neuron: of, name: names().find((each) => each.neuron.layer === of.layer && each.neuron.neuron === of.neuron)?.name ?? null, examples: examples.length,
    firing_examples: firing.map((example, at) => ({ example: example.example, place: at * 2 + 1, excerpt: example.text.slice(0, 160) })),
    goal_share: firing.length / Math.max(1, examples.length), pool_share: 0.06, lift: 6.4, common: false, rows: Math.round(order.length * 0.06), strongest,
    ignored: query?.ignored.some((each) => each.layer === of.layer && each.neuron === of.neuron) ?? false,
  };
}

/** Two sides' neurons: a share for each by its number, and held by whoever fires it clearly more often. */
export function neuronPair({ ranking, upper, lower }: NeuronPairQuery): NeuronPair {
  orderOf(ranking);
  const group = (side: NeuronPairQuery["upper"]) => side.side !== "row";
  const shareOf = (side: NeuronPairQuery["upper"], luck: number) => (group(side) ? luck * luck : luck > 0.5 ? 1 : 0);
  const random = seeded(ranking * 11 + upper.side.length * 5 + lower.side.length);
  const layers = Array.from({ length: LAYERS }, (_, layer) => {
    const all = Array.from({ length: 30 }, (_slot, at) => ({ neuron: at * 51 + layer, upper: shareOf(upper, random()), lower: shareOf(lower, random()) }));
    const slots = all.map((slot, at) => ({ ...slot, pool: 0.06, lift: 9 - at * 0.2, difference: [slot.upper - slot.lower - 0.08, slot.upper - slot.lower + 0.08] as [number, number],
      held: Math.abs(slot.upper - slot.lower) < 0.3 ? "both" as const : slot.upper > slot.lower ? "upper" as const : "lower" as const })).filter((slot) => slot.upper + slot.lower > 0);
    return { layer, slots, left_out: layer % 4, common: layer % 2, apart: 0.2 + random() * 0.4 };
  });
  const count = (held: "both" | "upper" | "lower") => layers.reduce((sum, layer) => sum + layer.slots.filter((slot) => slot.held === held).length, 0);
  return { upper: group(upper) ? 40 : 1, lower: group(lower) ? 12 : 1, both: count("both"), only_upper: count("upper"), only_lower: count("lower"), common: 15, busiest: [7, 16], layers };
}

/** Two sides' neurons as boxes. */
export function neuronPairFigure({ pair: query, upper, lower }: NeuronFigureQuery): Figure {
  const pair = neuronPair(query);
  const boxes = (held: "both" | "upper" | "lower") => pair.layers.flatMap((layer) => layer.slots.map((slot, at) => ({ slot, at, layer: layer.layer })))
    .filter(({ slot }) => slot.held === held).map(({ slot, at, layer }): [number, number, number, number] => [at + 0.6, 0.8, layer - 0.46 * slot.lower, layer + 0.46 * slot.upper]);
  return { title: "figure.neuron_pair", arguments: { upper, lower, both: pair.both, only_upper: pair.only_upper, only_lower: pair.only_lower }, x: { label: "figure.place", least: 0.5, most: 30.5 },
    y: { label: "figure.layer", least: -0.5, most: LAYERS - 0.5 }, layers: [{ marks: "boxes", tone: "quiet", boxes: boxes("both") }, { marks: "boxes", tone: "method_a", boxes: boxes("upper") }, { marks: "boxes", tone: "method_b", boxes: boxes("lower") }] };
}

/** A figure of a ranking. */
export function figure(query: FigureQuery): Figure {
  const order = orderOf(query.ranking);
  const { histogram, median_score: median, best_score: best } = world.rankings.find((view) => view.ranking === query.ranking) ?? rank({ goal: 1, method: "nag", model: null, settings: {}, layers: null, keep_examples: false, ignored: [] });
  const kept = query.budget ? cut(query.ranking, query.budget) : null;
  const said = { ranked: order.length, kept: kept?.documents ?? 0, median, best, model: "SmolLM2-135M-Instruct" };
  if (query.kind === "match_by_layer") {
    const { by_layer: layers, score } = why(query.ranking, query.row ?? 0);
    return { title: "figure.match_by_layer", arguments: { row: query.row ?? 0, score: score ?? 0, median }, x: { label: "figure.layer", least: -0.5, most: LAYERS - 0.5 }, y: { label: "figure.match", least: 0, most: 0.8 },
      layers: [{ marks: "bars", tone: "score", bars: layers.map((layer) => [layer.layer - 0.4, 0.8, layer.share]) }, { marks: "ticks", tone: "ink", ticks: layers.map((layer) => [layer.layer - 0.4, 0.8, layer.median]) }] };
  }
  if (query.kind === "score_histogram") {
    const width = (histogram.most - histogram.least) / histogram.bins.length;
    return { title: "figure.score_histogram", arguments: said, x: { label: "figure.score", least: histogram.least, most: histogram.most }, y: { label: "figure.rows", least: 0, most: Math.max(...histogram.bins) },
      layers: [{ marks: "bars", tone: "quiet", bars: histogram.bins.map((rows, at) => [histogram.least + at * width, width, rows]) }, { marks: "rule", tone: "ink", x: median, label: "figure.typical" },
        ...(kept?.last_score != null ? [{ marks: "rule" as const, tone: "accent" as const, x: kept.last_score, label: "figure.cut" }] : [])] };
  }
  return { title: "figure.score_by_rank", arguments: said, x: { label: "figure.rank", least: 1, most: order.length }, y: { label: "figure.score", least: order.at(-1)?.score ?? 0, most: best },
    layers: [{ marks: "line", tone: "score", points: order.map((entry, at): [number, number] => [at + 1, entry.score]), filled_to: kept?.documents ?? null }, ...(kept ? [{ marks: "rule" as const, tone: "ink" as const, x: kept.documents, label: "figure.cut" }] : [])] };
}
