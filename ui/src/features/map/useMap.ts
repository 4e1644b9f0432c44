/** The map of the kind chosen, its columns, and what the ranking and the filters make of it. */
import { useMemo } from "react";
import { useAsk, useColumns, type Budget, type Filter, type MapInfo, type RankingView } from "../../api";
import type { Bits } from "../../charts/map/spec";
import { filterOf, isFiltered, useView } from "../results/view";
import { readBits, readPoints, type MapColumns } from "./columns";
import { useMapShown } from "./view";

export interface MapParts {
  columns: MapColumns | null;
  kept: Bits | null;
  /** Rows in the part and the filters in force; null where all are. */
  chosen: Bits | null;
  failure: ReturnType<typeof useColumns>["failure"];
}

const NOTHING: Filter = { search: null, conditions: [] };

export function useMapParts(map: MapInfo, ranking: RankingView, budget: Budget): MapParts {
  const { part } = useMapShown();
  const view = useView();
  const points = useColumns({ columns: "map_points", with: { map: map.map } });
  const kept = useColumns({ columns: "map_kept", with: { map: map.map, ranking: ranking.ranking, budget } }, { keep: true });
  const filter = useMemo((): Filter => {
    const filters = filterOf(view);
    const others = filters.conditions.filter((each) => each.kind !== "on_map");
    const own = part?.map === map.map ? [{ kind: "on_map" as const, ...part }] : [];
    return { search: filters.search, conditions: [...others, ...own] };
  }, [view, part, map.map]);
  const filtered = isFiltered(filter, view.fires);
  const fires = view.fires.length > 0 ? { ranking: ranking.ranking, neurons: view.fires } : null;
  const matching = useColumns({ columns: "map_matching", with: { map: map.map, filter: filtered ? filter : NOTHING, fires } }, { enabled: filtered, keep: true });
  return {
    columns: useMemo(() => (points.data ? readPoints(points.data) : null), [points.data]),
    kept: useMemo(() => (kept.data ? readBits(kept.data) : null), [kept.data]),
    chosen: useMemo(() => (filtered && matching.data ? readBits(matching.data) : null), [filtered, matching.data]),
    failure: points.failure ?? kept.failure ?? matching.failure,
  };
}

/** How the cut covers the map. */
export const useCoverage = (map: MapInfo, ranking: RankingView, budget: Budget) =>
  useAsk("map_coverage", { map: map.map, ranking: ranking.ranking, budget }, { keep: true });
