/** An imitated map: a cloud for each source, drawn when its job has ended. */
import type { Columns, MapCoverage, MapCut, MapInfo, MapKind, MapRegion, MapRegionView, MapView } from "../api";
import { seeded } from "./documents";
import { start } from "./jobs";
import { inside, kindOf, made, placeOf, sources } from "./places";
import { under } from "./pool";
import { keptRows } from "./ranking";
import { fresh, world } from "./world";

const WORDS: Record<number, string[]> = { 0: ["sold", "tickets", "each"], 1: ["patient", "dose"], 2: ["river", "stone", "light"] };
const jobs = new Map<MapKind, number>();

function draw(kind: MapKind): MapInfo {
  const groups = sources().map((source, group) => {
    const own = world.rows.filter((row) => row.source === source).map((row) => placeOf(kind, row));
    const mean = (axis: 0 | 1) => own.reduce((sum, place) => sum + place[axis], 0) / Math.max(1, own.length);
    return { group, x: mean(0), y: mean(1), documents: own.length, words: WORDS[group] ?? [] };
  });
  const all = world.rows.map((row) => placeOf(kind, row));
  const ends = (axis: 0 | 1) => [Math.min(...all.map((place) => place[axis])), Math.max(...all.map((place) => place[axis]))] as const;
  const [[left, right], [bottom, top]] = [ends(0), ends(1)];
  return {
    map: fresh(), documents: all.length, current: true, made_ms: Date.now(), representation: kind === "meaning" ? "middle_hidden" : "neuron_features", model_name: "SmolLM2-135M-Instruct",
    exact: true, trust: 0.93, trust_over: all.length, bounds: [left, bottom, right, top], groups,
  };
}

export function map({ kind }: { kind: MapKind }): MapView {
  if (world.sample && kind === "meaning" && !made.has(kind)) made.set(kind, draw(kind));
  const job = world.jobs.find((one) => one.job === jobs.get(kind) && one.state !== "done" && one.state !== "cancelled");
  const offer = world.read < 10 ? null : { documents: world.read, representation: kind === "meaning" ? "middle_hidden" : "neuron_features", model_name: "SmolLM2-135M-Instruct", seconds: 4 };
  return { kind, map: made.get(kind) ?? null, offer, job: job?.job ?? null };
}

export function startMap({ kind }: { kind: MapKind }): { job: number } {
  const end = () => {
    made.set(kind, draw(kind));
    return { kind: "mapped" as const, documents: world.rows.length, groups: sources().length };
  };
  const job = start({ kind: "map", subject: kind, total: 500, unit: "steps", perSecond: 900, step: "drawing", end });
  jobs.set(kind, job.job);
  return job;
}

export function mapRegion({ cut, region }: { cut: MapCut; region: MapRegion }): MapRegionView {
  const rows = world.rows.filter((row) => inside(cut.map, region, row));
  const kept = keptRows(cut.ranking, cut.budget);
  return { documents: rows.length, kept: rows.filter((row) => kept.has(row.row)).length };
}

export function mapCoverage(cut: MapCut): MapCoverage {
  const kept = keptRows(cut.ranking, cut.budget);
  const goal = world.goals.find((one) => one.goal === world.rankings.find((ranking) => ranking.ranking === cut.ranking)?.query.goal);
  const kind = kindOf(cut.map);
  const examples = (goal?.examples ?? []).filter((one) => one.ticked).map((one, at) => {
    const row = world.rows.find((each) => each.row === one.row) ?? world.rows[at]!;
    const [x, y] = placeOf(kind, row);
    return { example: one.example, excerpt: one.text.slice(0, 160), x, y, on_map: one.row !== null, kept: at === 1 ? 1 : 7 };
  });
  return { kept: kept.size, kept_elsewhere: 0, groups: sources().map((source) => world.rows.filter((row) => row.source === source && kept.has(row.row)).length), examples: examples.sort((a, b) => a.kept - b.kept), near: 10 };
}

/** So many points by `?points=`, to measure how fast they are painted; each near a row's place. */
const many = Number(new URLSearchParams(location.search).get("points") ?? 0);

function manyColumns(wanted: Columns, kind: MapKind): ArrayBuffer {
  if (wanted.columns !== "map_points") return Uint8Array.from({ length: Math.ceil(many / 8) }, (_, at) => (at % 5 === 0 ? 0b10010001 : 0)).buffer;
  const random = seeded(5);
  const bytes = new ArrayBuffer(many * 18);
  const [rows, x, y] = [new Float64Array(bytes, 0, many), new Float32Array(bytes, many * 8, many), new Float32Array(bytes, many * 12, many)];
  const places = world.rows.map((row) => placeOf(kind, row));
  const off = () => (random() + random() - 1) * 0.6;
  for (let at = 0; at < many; at += 1) {
    const place = places[at % places.length]!;
    [rows[at], x[at], y[at]] = [world.rows[at % places.length]!.row, place[0] + off(), place[1] + off()];
  }
  return bytes;
}

export function mapColumns(wanted: Columns): ArrayBuffer {
  const number = wanted.with.map;
  const kind = kindOf(number);
  if (many > 0) return manyColumns(wanted, kind);
  if (wanted.columns === "map_points") {
    const count = world.rows.length;
    const bytes = new ArrayBuffer(count * 18);
    new Float64Array(bytes, 0, count).set(world.rows.map((row) => row.row));
    new Float32Array(bytes, count * 8, count).set(world.rows.map((row) => placeOf(kind, row)[0]));
    new Float32Array(bytes, count * 12, count).set(world.rows.map((row) => placeOf(kind, row)[1]));
    new Uint16Array(bytes, count * 16, count).set(world.rows.map((row) => sources().indexOf(row.source)));
    return bytes;
  }
  const kept = wanted.columns === "map_kept" ? keptRows(wanted.with.ranking, wanted.with.budget) : new Set(under(wanted.with.filter).map((row) => row.row));
  const bits = new Uint8Array(Math.ceil(world.rows.length / 8));
  world.rows.forEach((row, at) => { if (kept.has(row.row)) bits[at >> 3]! |= 1 << (at & 7); });
  return bits.buffer;
}
