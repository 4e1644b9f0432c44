/** The rankings that are compared, each asked for by itself, and the questions over all that are there. */
import { useQueries } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { call, keyOf, useAsk, type Asked, type Budget, type CompareQuery, type Comparison, type Failure, type MethodView, type RankingView, type RankQuery } from "../../api";
import { select, selection } from "../../app/selection";
import { say } from "../../texts/say";
import type { HowToRank } from "../results/MethodMenu";
import { plainName, wordsOf } from "../results/methods";
import { useOpenRun } from "../whatif/runs";
import { compareWith, useCompareView } from "./view";

/** One of the compared, whether its ranking is there or not. */
export interface Side {
  /** Where it stands among the chosen methods, from 0. */
  at: number;
  /** Marker and colour: those whose ranking is there come first, as in a comparison. */
  place: number;
  how: HowToRank;
  /** Its plain name, told apart from one of the same method. */
  name: string;
  ranking: RankingView | null;
  failure: Failure | null;
  again: () => void;
}

export interface Compared {
  sides: Side[];
  /** Those whose ranking is there; places in a comparison are places in this list. */
  ready: (Side & { ranking: RankingView })[];
  /** The question over all that are ready. */
  query: CompareQuery;
  methods: MethodView[];
}

/** The compared rankings; `first` is the ranking of the screen. */
export function useCompared(first: RankingView, budget: Budget): Compared {
  const { others } = useCompareView();
  const methods = useAsk("methods", {}).data;
  const queries = useMemo(() => others.map((how) => questionOf(how, first.query)), [others, first.query]);
  const answers = useQueries({ queries: queries.map((query) => ({ queryKey: keyOf("rank", query), queryFn: () => call("rank", query) })) });
  const run = useOpenRun();
  const hows = [howOf(first.query, run?.name), ...others];
  const names = namesOf(hows, methods);
  const sides = marked(hows.map((how, at): Side => {
    const answer = answers[at - 1];
    const ranking = at === 0 ? first : (answer?.data ?? null);
    return { at, place: at, how, name: names[at] ?? how.method, ranking, failure: (answer?.error as Failure | null) ?? null, again: () => void answer?.refetch() };
  }));
  const ready = sides.filter(isReady);
  const ids = ready.map((side) => side.ranking.ranking);
  const key = `${ids.join()} ${JSON.stringify(budget)}`;
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const query = useMemo(() => ({ rankings: ids, budget }), [key]);
  return { sides, ready, query, methods: methods ?? [] };
}

/** One of the others as a question: for the first's goal and with what is done to its ranking. */
function questionOf({ method, model, settings, layers, examples, ignored }: HowToRank, first: RankQuery): RankQuery {
  const counting = examples ? { examples } : {};
  const composition = first.composition ? { composition: first.composition } : {};
  return { goal: first.goal, method, model, settings, layers: layers ?? null, ...counting, keep_examples: first.keep_examples, ignored: ignored ?? (model === first.model ? first.ignored : []), ...composition };
}

/** How a question is asked, to stand beside others. */
export function howOf({ method, model, settings, layers, examples, ignored }: RankQuery, run?: string): HowToRank {
  return { method, model, settings, ...(layers ? { layers } : {}), ...(examples ? { examples } : {}), ...(run && ignored.length > 0 ? { ignored } : {}), ...(run ? { run } : {}) };
}

const isReady = (side: Side): side is Side & { ranking: RankingView } => side.ranking !== null && side.failure === null;

/** Those that are not there take the markers that are left over, so that all pictures agree on who is who. */
function marked(sides: Side[]): Side[] {
  const order = [...sides.filter(isReady), ...sides.filter((side) => !isReady(side))];
  return sides.map((side) => ({ ...side, place: order.indexOf(side) }));
}

/** The comparison itself; the one before stays while only the cut moves. Rankings that memory let go are made again, once. */
export function useComparison({ query, ready }: Compared): Asked<"compare"> {
  const comparison = useAsk("compare", query, { enabled: query.rankings.length > 1, keep: true });
  const gone = comparison.failure?.code === "ranking_gone";
  const asked = useRef("");
  const key = query.rankings.join();
  useEffect(() => {
    if (!gone || asked.current === key) return;
    asked.current = key;
    ready.forEach((side) => side.again());
  }, [gone, key, ready]);
  const isOfThese = comparison.data?.sides.map((side) => side.ranking).join() === key;
  return isOfThese ? comparison : { ...comparison, data: undefined, loading: comparison.failure === null };
}

/** Plain names; two of one method are told apart by their place. */
export function namesOf(hows: readonly HowToRank[], methods: MethodView[] | undefined): string[] {
  const plain = hows.map((how) => how.run ?? plainName(methods, how.method));
  return plain.map((name, place) => (plain.indexOf(name) === plain.lastIndexOf(name) ? name : say("compare.name_again", { name, place: place + 1 })));
}

/** The name of a method by its id, for figures that carry ids. */
export const nameById = (methods: MethodView[], id: string): string => {
  const method = methods.find((each) => each.method === id);
  return method ? wordsOf(method, "plain") : id;
};

/** Takes one away; where it is the first, the second takes its place. */
export function remove(at: number, sides: readonly Side[]): void {
  const left = sides.filter((side) => side.at !== at).map((side) => side.how);
  put(left);
}

/** Puts another method in the place of one. */
export const replace = (at: number, how: HowToRank, sides: readonly Side[]): void => put(sides.map((side) => (side.at === at ? how : side.how)));

/** Makes one the ranking of the screen, and the one that was takes its place. */
export const promote = (at: number, sides: readonly Side[]): void =>
  put([sides[at]!.how, ...sides.filter((side) => side.at !== at).map((side) => side.how)]);

function put([first, ...others]: HowToRank[]): void {
  if (first) {
    const { goal } = selection.read();
    const examples = first.examples && goal !== null ? { goal, these: first.examples } : null;
    select({ method: first.method, model: first.model, settings: first.settings, layers: first.layers ?? null, examples, tried: [] });
  }
  compareWith(others);
}

/** The two that are looked at where only two can be. */
export function usePair<S>(ready: readonly S[]): [number, number] {
  const { pair } = useCompareView();
  return pair[0] < ready.length && pair[1] < ready.length ? pair : [0, 1];
}

/** Rows that all keep, and the most that one keeps. */
export function inCommon(comparison: Comparison): { all: number; kept: number } {
  const all = comparison.overlap.find((part) => part.kept_by.every(Boolean))?.documents ?? 0;
  return { all, kept: Math.max(0, ...comparison.sides.map((side) => side.documents)) };
}
