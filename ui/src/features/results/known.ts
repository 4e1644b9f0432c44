import type { RankedRow, RankingPage, useCache } from "../../api";

/** A row as a page that is still kept has it, the latest first; none if no page has. */
export function knownRow(cache: ReturnType<typeof useCache>, row: number): RankedRow | undefined {
  const pages = cache.getQueriesData<RankingPage>({ queryKey: ["ranking_page"] });
  for (let at = pages.length - 1; at >= 0; at -= 1) {
    const found = pages[at]?.[1]?.rows.find((each) => each.row === row);
    if (found) return found;
  }
  return undefined;
}
