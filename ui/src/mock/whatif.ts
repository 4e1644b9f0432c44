/** Changes that are tried, imitated: what moved between two orders, and the runs that are kept. */
import type { AnswerOf, Op, Run, WithOf } from "../api";
import { noted } from "./deeds";
import { cut, rank, why } from "./ranking";
import { fresh, world } from "./world";

type Part<O extends Op> = { [P in O]: (wanted: WithOf<P>) => AnswerOf<P> };

const runs: Run[] = [];

function found(run: number): Run {
  const one = runs.find((other) => other.run === run);
  if (!one) throw { code: "no_such_thing", arguments: { what: "run", id: run } };
  return one;
}

function changed(): void {
  world.tell({ event: "changed", value: ["runs"] });
}

/** The examples that count now become part of the question. */
function kept(new_: Omit<Run, "run" | "kept_ms">): Run {
  const goal = world.goals.find((one) => one.goal === new_.query.goal);
  const examples = new_.query.examples ?? goal?.examples.filter((one) => one.ticked).map((one) => one.example) ?? [];
  runs.push({ ...new_, run: fresh(), query: { ...new_.query, examples }, kept_ms: Date.now() });
  changed();
  return runs.at(-1)!;
}

const ranksIn = (ranking: number) => new Map((world.order.get(ranking) ?? []).map((entry, at) => [entry.row.row, at + 1]));

export const whatif: Part<"rank_changes" | "without_example" | "runs" | "keep_run" | "note_run" | "rename_run" | "delete_run"> = {
  rank_changes: ({ ranking, before, budget }) => {
    const [now, was] = [ranksIn(ranking), ranksIn(before)];
    const [keptNow, keptWas] = [cut(ranking, budget).documents, cut(before, budget).documents];
    const both = [...now].flatMap(([row, to]) => (was.has(row) ? [{ row, from: was.get(row)!, to }] : []));
    return {
      in_both: both.length, moved: both.filter((one) => one.from !== one.to).length, came_in: both.filter((one) => one.to <= keptNow && one.from > keptWas).length,
      went_out: both.filter((one) => one.to > keptNow && one.from <= keptWas).length, risen: both.filter((one) => one.to < one.from).slice(0, 3), fallen: both.filter((one) => one.to > one.from).slice(0, 3),
    };
  },
  without_example: ({ ranking, row, example }) => {
    const view = world.rankings.find((one) => one.ranking === ranking)!;
    const goal = world.goals.find((one) => one.goal === view.query.goal)!;
    const counting = goal.examples.filter((one) => view.query.examples?.includes(one.example) ?? one.ticked).map((one) => one.example);
    const without = rank({ ...view.query, examples: counting.filter((one) => one !== example) });
    return { row, example, rank: why(without.ranking, row).rank };
  },
  runs: () => [...runs].sort((a, b) => b.kept_ms - a.kept_ms || b.run - a.run),
  keep_run: ({ name, query, budget, after = null }) => kept({ origin: "kept", name, query, budget, documents: null, after }),
  note_run: ({ ranking, budget, after = null }) => {
    const { query } = world.rankings.find((one) => one.ranking === ranking)!;
    const { documents } = cut(ranking, budget);
    const there = runs.find((one) => one.origin === "cut" && JSON.stringify({ ...one.query, examples: query.examples }) === JSON.stringify(query));
    if (!there) return kept({ origin: "cut", name: "", query, budget, documents, after });
    Object.assign(there, { budget, documents, kept_ms: Date.now() });
    changed();
    return there;
  },
  rename_run: ({ run, name }) => {
    const one = found(run);
    const before = { name: one.name, origin: one.origin };
    Object.assign(one, { name, origin: one.origin === "cut" ? "kept" : one.origin });
    changed();
    noted("run_renamed", one.query.goal, before.name || one.query.method, 1, () => { Object.assign(one, before); });
    return one;
  },
  delete_run: ({ run }) => {
    const one = found(run);
    runs.splice(runs.indexOf(one), 1);
    changed();
    return noted("run_deleted", one.query.goal, one.name || one.query.method, 1, () => { runs.push(one); });
  },
};
