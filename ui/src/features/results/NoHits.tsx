/** No row passes the filters: names the one that removed most, and clears it. */
import { useQueries } from "@tanstack/react-query";
import { call, keyOf, type Filter, type NeuronRef, type RankingPage, type RankingView } from "../../api";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { say } from "../../texts/say";
import { conditionWords } from "./conditions";
import { without } from "./neuronDeeds";
import { called, useNeuronNames, type NeuronNames } from "./neuronNames";
import { show, useView } from "./view";

interface Part {
  filter: Filter;
  fires: NeuronRef[];
  words: string;
  clear: () => void;
}

export function NoHits({ ranking, filter }: { ranking: RankingView; filter: Filter }) {
  const { fires } = useView();
  const names = useNeuronNames(ranking);
  const parts = [...partsOf(filter), ...firesOf(fires, names)];
  const left = useQueries({
    queries: parts.map((part) => {
      const wanted = { ranking: ranking.ranking, filter: part.filter, fires: part.fires, offset: 0, limit: 1 };
      return { queryKey: keyOf("ranking_page", wanted), queryFn: (): Promise<RankingPage> => call("ranking_page", wanted) };
    }),
  });
  const totals = left.map((answer) => answer.data?.total ?? Number.POSITIVE_INFINITY);
  const worst = parts[totals.indexOf(Math.min(...totals))];
  if (!worst) return null;
  return (
    <EmptyState icon="filter" title={say("results.no_hits.title")}
      action={<Button onClick={worst.clear}>{say("results.no_hits.clear")}</Button>}>
      {say("results.no_hits.words", { filter: worst.words })}
    </EmptyState>
  );
}

function partsOf(filter: Filter): Part[] {
  const search: Part[] = filter.search === null ? [] : [{
    filter: { search: filter.search, conditions: [] },
    fires: [],
    words: say("results.filter.search", { words: filter.search }),
    clear: () => show({ search: "" }),
  }];
  const conditions = filter.conditions.map((condition) => ({
    filter: { search: null, conditions: [condition] },
    fires: [],
    words: conditionWords(condition),
    clear: () => show({ conditions: filter.conditions.filter((other) => other !== condition) }),
  }));
  return [...search, ...conditions];
}

function firesOf(fires: NeuronRef[], names: NeuronNames): Part[] {
  return fires.map((neuron) => ({
    filter: { search: null, conditions: [] },
    fires: [neuron],
    words: say("neurons.fires", { name: called(names, neuron) }),
    clear: () => show({ fires: without(fires, neuron) }),
  }));
}
