/** Changes that are tried, imitated: what moved between two orders, and the runs that are kept. */
import type { AnswerOf, Op, Run, WithOf } from "../api";
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

const ranksIn = (ranking: number) => new Map((world.order.get(ranking) ?? []).map((entry, at) => [entry.row.row, at + 1]));

export const whatif: Part<"rank_changes" | "without_example" | "runs" | "keep_run" | "rename_run" | "delete_run"> = {
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
  runs: () => [...runs].reverse(),
  keep_run: ({ name, query, budget }) => {
    const goal = world.goals.find((one) => one.goal === query.goal);
    const examples = query.examples ?? goal?.examples.filter((one) => one.ticked).map((one) => one.example) ?? [];
    runs.push({ run: fresh(), name, query: { ...query, examples }, budget, kept_ms: Date.now() });
    changed();
    return runs.at(-1)!;
  },
  rename_run: ({ run, name }) => { found(run).name = name; changed(); return found(run); },
  delete_run: ({ run }) => { runs.splice(runs.indexOf(found(run)), 1); changed(); return {}; },
};
