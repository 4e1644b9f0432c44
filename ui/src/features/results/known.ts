import type { RankedRow, RankingPage, useCache } from "../../api";

/** A row as the latest page with it has it; none if no page that is still kept has. */
export function knownRow(cache: ReturnType<typeof useCache>, row: number): RankedRow | undefined {
  return cache.getQueriesData<RankingPage>({ queryKey: ["ranking_page"] })
    .flatMap(([, page]) => page?.rows ?? [])
    .findLast((each) => each.row === row);
}
