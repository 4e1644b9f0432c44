/** Where rows stand in each of the compared rankings, asked for page by page as their tables are looked at. */
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { call, keyOf, useAsk, type ComparedRow, type CompareQuery, type RankedRow } from "../../api";
import { PAGE, pagesBetween } from "../../components/table/usePages";

/** Standings of the rows on the pages that hold `first` to `last`, by row number. */
export function useStandings(query: CompareQuery, rowAt: (index: number) => RankedRow | undefined, first: number, last: number): Map<number, ComparedRow> {
  const stretches = useMemo(
    () => pagesBetween(first, last).map((page) => Array.from({ length: PAGE }, (_, at) => rowAt(page * PAGE + at)?.row).filter((row) => row !== undefined)),
    [rowAt, first, last],
  );
  const answers = useQueries({
    queries: stretches.map((rows) => {
      const wanted = { compare: query, rows };
      return { queryKey: keyOf("standings", wanted), queryFn: () => call("standings", wanted), enabled: rows.length > 0, gcTime: 60_000, placeholderData: (old: ComparedRow[] | undefined) => old };
    }),
  });
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  // The list of answers is new on every drawing; what matters is which have come, and since when.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => new Map(answers.flatMap((answer) => answer.data ?? []).map((row) => [row.row, row])), [stamp, stretches]);
}

/** Where one row stands. */
export function useStanding(query: CompareQuery, row: number | null): ComparedRow | undefined {
  const standing = useAsk("standings", { compare: query, rows: row === null ? [] : [row] }, { enabled: row !== null && query.rankings.length > 0, keep: true });
  const found = standing.data?.[0];
  return found?.row === row && found?.ranks.length === query.rankings.length ? found : undefined;
}
