/** Imitated comparisons of rankings that the imitation has made, with the arithmetic that makes them believable. */
import type { Budget, BlindRound, BlindRoundInfo, BlindRoundRef, CompareFigureQuery, ComparedRow, Comparison, CompareQuery, DisagreementPage, DisagreementQuery, Figure, Interval, JudgeBlindPair,
  Layer, RankingView, Slices, SlicesQuery, StandingsQuery, StartBlindRound, Tone, WhyDiffer, WhyDifferQuery } from "../api";
import { seeded, type MockRow } from "./documents";
import { METHODS } from "./methods";
import { cut } from "./ranking";
import { fresh, world } from "./world";

interface Side { view: RankingView; rows: MockRow[]; rankOf: Map<number, number>; kept: number }

export function sideOf(ranking: number, budget: Budget): Side {
  const view = world.rankings.find((each) => each.ranking === ranking);
  const order = world.order.get(ranking);
  if (!view || !order) throw { code: "ranking_gone", arguments: {} };
  const rows = order.map((entry) => entry.row);
  return { view, rows, rankOf: new Map(rows.map((row, at) => [row.row, at + 1])), kept: cut(ranking, budget).documents };
}

const sidesOf = (query: CompareQuery) => query.rankings.map((ranking) => sideOf(ranking, query.budget));
const keeps = (side: Side, row: number) => (side.rankOf.get(row) ?? Infinity) <= side.kept;
const pairsOf = (count: number) => Array.from({ length: count }, (_, b) => Array.from({ length: b }, (__, a) => [a, b] as const)).flat();

/** A share with its 95 % Wilson interval. */
export function wilson(hits: number, of: number): Interval {
  if (of === 0) return { value: 0, low: null, high: null };
  const [p, z] = [hits / of, 1.96];
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of));
  return { value: p, low: middle - half, high: middle + half };
}

function rowOf(sides: Side[], row: MockRow): ComparedRow {
  return { row: row.row, id: row.id, excerpt: row.text.slice(0, 400), kind: row.kind, source: row.source, ranks: sides.map((side) => side.rankOf.get(row.row) ?? null), kept: sides.map((side) => keeps(side, row.row)) };
}

function jaccard(a: Side, b: Side, depth: number): number {
  const both = a.rows.slice(0, depth).filter((row) => (b.rankOf.get(row.row) ?? Infinity) <= depth).length;
  return both / Math.max(1, 2 * Math.min(depth, a.rows.length) - both);
}

/** Kendall's tau over every third row: enough for a picture. */
function tau(a: Side, b: Side): number {
  const some = a.rows.filter((_, at) => at % 3 === 0).map((row) => [a.rankOf.get(row.row)!, b.rankOf.get(row.row) ?? 0] as const);
  let sum = 0;
  some.forEach(([x, y], at) => some.slice(0, at).forEach(([u, v]) => { sum += Math.sign((x - u) * (y - v)); }));
  return sum / ((some.length * (some.length - 1)) / 2);
}

export function compare(query: CompareQuery): Comparison {
  const sides = sidesOf(query);
  const counts = new Map<string, number>();
  for (const row of world.rows) {
    const by = sides.map((side) => keeps(side, row.row));
    if (by.some(Boolean)) counts.set(JSON.stringify(by), (counts.get(JSON.stringify(by)) ?? 0) + 1);
  }
  const overlap = [...counts].map(([by, documents]) => ({ kept_by: JSON.parse(by) as boolean[], documents })).sort((a, b) => b.documents - a.documents);
  const alone = (place: number) => overlap.find((part) => part.kept_by.every((is, at) => is === (at === place)))?.documents ?? 0;
  const told = sides.map(({ view }) => ({ method: view.query.method, ...(view.model_name ? { model: view.model_name, layers: "all" } : {}),
    ...Object.fromEntries((METHODS.find((each) => each.method === view.query.method)?.settings ?? []).map((one) => [one.name, one.choices[view.query.settings[one.name] ?? one.default] ?? String(view.query.settings[one.name] ?? one.default)])) }) as Record<string, string>);
  const names = [...new Set(told.flatMap((one) => Object.keys(one)))].filter((name) => new Set(told.map((one) => one[name])).size > 1);
  return {
    sides: sides.map((side, at) => ({ ranking: side.view.ranking, query: side.view.query, model_name: side.view.model_name, documents: side.kept, tokens: side.rows.slice(0, side.kept).reduce((sum, row) => sum + row.tokens, 0), alone: alone(at) })),
    overlap,
    pairs: pairsOf(sides.length).map(([a, b]) => {
      const [x, y] = [sides[a]!, sides[b]!];
      const tau_b = tau(x, y);
      const depths = Array.from({ length: x.kept }, (_, at) => at + 1);
      const both = x.rows.slice(0, x.kept).filter((row) => keeps(y, row.row)).length;
      return { a, b, both, jaccard: jaccard(x, y, x.kept), rbo: depths.reduce((sum, depth) => { const share = jaccard(x, y, depth); return sum + (2 * share) / (1 + share); }, 0) / Math.max(1, depths.length),
        tau_b, spearman: Math.sin((Math.PI / 2) * tau_b), ranked_by_both: x.rows.length };
    }),
    differing: names.map((name) => ({ name, values: told.map((one) => one[name] ?? null) })),
  };
}

const TONES: Tone[] = ["method_a", "method_b", "method_c", "method_d"];
const log = (rank: number) => Math.log10(Math.max(1, rank));

export function compareFigure({ compare: query, kind }: CompareFigureQuery): Figure {
  const sides = sidesOf(query);
  const names = Object.fromEntries(sides.map((side, at) => [`method_${"abcd"[at]}`, side.view.query.method]));
  const ranked = sides[0]!.rows.length;
  if (kind === "jaccard_curve") {
    const depths = [...new Set(Array.from({ length: 64 }, (_, at) => Math.round(10 ** ((at / 63) * log(ranked)))))];
    return { title: "figure.jaccard_curve", arguments: names, x: { label: "figure.rank_power", least: 0, most: log(ranked) }, y: { label: "figure.jaccard", least: 0, most: 1 }, layers: [
      ...pairsOf(sides.length).map(([a, b], at): Layer => ({ marks: "line", tone: TONES[at % 4]!, filled_to: null, points: depths.map((depth) => [log(depth), jaccard(sides[a]!, sides[b]!, depth)]) })),
      { marks: "rule", tone: "ink", x: log(sides[0]!.kept), label: "figure.cut" }] };
  }
  if (kind === "score_distributions") {
    const layers = sides.map(({ view }, at): Layer => { const all = view.histogram.bins.reduce((sum, bin) => sum + bin, 0); return { marks: "line", tone: TONES[at]!, filled_to: null, points: view.histogram.bins.map((bin, place) => [(place + 0.5) / view.histogram.bins.length, bin / all]) }; });
    return { title: "figure.score_distributions", arguments: names, x: { label: "figure.score_range", least: 0, most: 1 }, y: { label: "figure.share_of_rows", least: 0, most: Math.max(...layers.flatMap((layer) => (layer.marks === "line" ? layer.points.map(([, y]) => y) : []))) }, layers };
  }
  if (kind === "overlap") {
    const { overlap } = compare(query);
    return { title: "figure.overlap", arguments: names, x: { label: "figure.overlap_part", least: 0.5, most: overlap.length + 0.5 }, y: { label: "figure.rows", least: 0, most: overlap[0]?.documents ?? 1 }, layers: [{ marks: "bars", tone: "score", bars: overlap.map((part, at) => [at + 0.6, 0.8, part.documents]) }] };
  }
  const [a, b] = [sides[0]!, sides[1]!];
  const line = (row: MockRow, tone: Tone): Layer => ({ marks: "line", tone, filled_to: null, points: [[0, -log(a.rankOf.get(row.row)!)], [1, -log(b.rankOf.get(row.row) ?? ranked)]] });
  const moved = [...a.rows].sort((x, y) => Math.log(b.rankOf.get(y.row)! / a.rankOf.get(y.row)!) - Math.log(b.rankOf.get(x.row)! / a.rankOf.get(x.row)!));
  const spread = Array.from({ length: 60 }, (_, at) => a.rows[Math.round(10 ** ((at / 59) * log(ranked))) - 1]!);
  return { title: "figure.rank_shifts", arguments: { ...names, in_one_alone: 0 }, x: { label: "figure.rank_shift_sides", least: 0, most: 1 }, y: { label: "figure.rank_power_down", least: -log(ranked), most: 0 },
    layers: [...spread.map((row) => line(row, "quiet")), ...moved.slice(0, 10).map((row) => line(row, "method_a")), ...moved.slice(-10).map((row) => line(row, "method_b"))] };
}

export function disagreements({ compare: query, offset, limit }: DisagreementQuery): DisagreementPage {
  const sides = sidesOf(query);
  const apart = (row: ComparedRow) => Math.log(Math.max(...row.ranks.map((rank) => rank ?? 9999)) / Math.min(...row.ranks.map((rank) => rank ?? 9999)));
  const rows = world.rows.map((row) => rowOf(sides, row)).filter((row) => row.kept.includes(true) && row.kept.includes(false)).sort((x, y) => apart(y) - apart(x));
  return { total: rows.length, rows: rows.slice(offset, offset + limit) };
}

export const standings = ({ compare: query, rows }: StandingsQuery): ComparedRow[] => {
  const sides = sidesOf(query);
  return rows.flatMap((number) => world.rows.filter((row) => row.row === number).map((row) => rowOf(sides, row)));
};

export function slices({ compare: query, column }: SlicesQuery): Slices {
  const sides = sidesOf(query);
  const range = (row: MockRow) => ["30–59", "60–79", "80–119", "120–300"][row.tokens < 60 ? 0 : row.tokens < 80 ? 1 : row.tokens < 120 ? 2 : 3]!;
  const valueOf = column === "source" ? (row: MockRow) => row.source : column === "language" ? (row: MockRow) => row.language : range;
  const values = [...new Set(world.rows.map(valueOf))];
  const all = values.map((value) => {
    const within = (rows: MockRow[]) => rows.filter((row) => valueOf(row) === value).length;
    return { value, pool_share: within(world.rows) / world.rows.length, kept: sides.map((side) => wilson(within(side.rows.slice(0, side.kept)), side.kept)) };
  });
  return { columns: ["source", "language"], slices: column === null ? all.sort((a, b) => parseInt(a.value) - parseInt(b.value)) : all.sort((a, b) => b.pool_share - a.pool_share), others: 0 };
}

export function whyDiffer({ a, b, budget }: WhyDifferQuery): WhyDiffer {
  const [x, y] = [sideOf(a, budget), sideOf(b, budget)];
  const only = (of: Side, other: Side) => of.rows.slice(0, of.kept).filter((row) => !keeps(other, row.row));
  const [ours, theirs] = [only(x, y), only(y, x)];
  const telling = (rows: MockRow[], others: MockRow[]) => {
    const has = (row: MockRow) => new Set(row.text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);
    const count = (of: MockRow[]) => { const all = new Map<string, number>(); of.forEach((row) => has(row).forEach((word) => all.set(word, (all.get(word) ?? 0) + 1))); return all; };
    const [here, there] = [count(rows), count(others)];
    return [...here].map(([word, hits]) => ({ word, share: hits / rows.length, other_share: (there.get(word) ?? 0) / Math.max(1, others.length), lift: (wilson(hits, rows.length).low ?? 0) / (wilson(there.get(word) ?? 0, Math.max(1, others.length)).high ?? 1) }))
      .sort((p, q) => q.lift - p.lift).slice(0, 12);
  };
  const random = seeded(a * 31 + b);
  const neurons = () => (x.view.model_name || y.view.model_name ? Array.from({ length: 8 }, (_, n) => ({ layer: 6 + Math.floor(random() * 18), neuron: Math.floor(random() * 1536), goal_share: 0.82 - n * 0.05, pool_share: 0.06 + random() * 0.1, lift: 5.8 - n * 0.5 })) : []);
  const too_few = Math.min(ours.length, theirs.length) < 5;
  return { only_a: ours.length, only_b: theirs.length, words_a: telling(ours, theirs), words_b: telling(theirs, ours), neurons_a: neurons(), neurons_b: neurons(), too_few };
}

const rounds = new Map<number, { round: BlindRound; asked: StartBlindRound; ofA: boolean[] }>();

export function startBlindRound(asked: StartBlindRound): BlindRound {
  const [x, y] = [sideOf(asked.a, asked.budget), sideOf(asked.b, asked.budget)];
  const only = (of: Side, other: Side) => of.rows.slice(0, of.kept).filter((row) => !keeps(other, row.row));
  const [ours, theirs] = [only(x, y), only(y, x)];
  const random = seeded(asked.seed + 5);
  const ofA: boolean[] = [];
  const pairs = Array.from({ length: Math.min(20, ours.length, theirs.length) }, (_, at) => {
    const first = random() < 0.5;
    ofA.push(first);
    const [left, right] = first ? [ours[at]!, theirs[at]!] : [theirs[at]!, ours[at]!];
    return { left: left.row, left_text: left.text, right: right.row, right_text: right.text, verdict: null };
  });
  const round: BlindRound = { round: fresh(), goal: world.goals[0]?.name ?? "", pairs, outcome: null };
  rounds.set(round.round, { round, asked, ofA });
  return round;
}

const kept = (round: number) => {
  const found = rounds.get(round);
  if (!found) throw { code: "no_such_thing", arguments: { what: "blind round", id: round } };
  return found;
};

export const blindRound = ({ round }: BlindRoundRef): BlindRound => kept(round).round;

/** Rounds begun, latest first. */
export const blindRounds = (): BlindRoundInfo[] =>
  [...rounds.values()].reverse().map(({ round }) => ({ round: round.round, goal: round.goal, begun_ms: Date.now() - 60_000, pairs: round.pairs.length, judged: round.pairs.filter((pair) => pair.verdict !== null).length }));

export function judgeBlindPair({ round: number, pair, verdict }: JudgeBlindPair): BlindRound {
  const { round, asked, ofA } = kept(number);
  round.pairs[pair]!.verdict = verdict;
  if (round.pairs.every((each) => each.verdict !== null)) {
    const wins = (first: boolean) => round.pairs.filter((each, at) => each.verdict !== "neither" && ((each.verdict === "left") === ofA[at]) === first).length;
    const [wins_a, wins_b] = [wins(true), wins(false)];
    const win_rate = wilson(wins_a, wins_a + wins_b);
    const queryOf = (ranking: number) => world.rankings.find((each) => each.ranking === ranking)!.query;
    round.outcome = { a: queryOf(asked.a), b: queryOf(asked.b), wins_a, wins_b, neither: round.pairs.length - wins_a - wins_b, win_rate, decided: (win_rate.low ?? 0) > 0.5 || (win_rate.high ?? 1) < 0.5 };
  }
  return round;
}
