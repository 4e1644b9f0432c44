/**
 * Rows by pages: asks for the pages on the screen, keeps those it has, and gives rows by index. What is not here yet is
 * undefined and drawn as a placeholder.
 */
import { useQueries } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { call, keyOf, type AnswerOf, type Failure, type Op, type WithOf } from "../../api";

/** Operations that answer a stretch with a total. */
export type PagedOp = "pool_page" | "ranking_page" | "set_aside" | "disagreements";

/** Rows per page; the contract allows 200 at least. */
export const PAGE = 200;

/** Paged rows as a table wants them. */
export interface Pages<R> {
  total: number;
  rowAt: (index: number) => R | undefined;
  onVisible: (first: number, last: number) => void;
  /** Nothing is here yet. */
  loading: boolean;
  busy: boolean;
  failure: Failure | null;
  again: () => void;
}

type RowOf<O extends PagedOp> = AnswerOf<O>["rows"][number];

/**
 * Pages of `op` under `arguments_`, which must be stable (memoised) while the question stays the same. When it changes,
 * rows of the question before stand in until the new ones are here, so that typing a search does not blink.
 */
export function usePages<O extends PagedOp>(op: O, arguments_: Omit<WithOf<O>, "offset" | "limit">, enabled = true): Pages<RowOf<O>> {
  const [seen, setSeen] = useState({ first: 0, last: 0 });
  const pages = useMemo(() => pagesBetween(seen.first, seen.last), [seen]);
  const answers = useQueries({
    queries: pages.map((page) => {
      const with_ = { ...arguments_, offset: page * PAGE, limit: PAGE } as WithOf<O>;
      return { queryKey: keyOf(op as Op, with_), queryFn: () => call(op, with_), enabled, gcTime: 120_000 };
    }),
  });
  const known = answers.map((answer) => answer.data as AnswerOf<O> | undefined);
  const total = Number(known.find((answer) => answer !== undefined)?.total ?? 0);
  const failed = answers.find((answer) => answer.error);
  // The list of answers is new on every render; what matters is which pages have which data, and since when.
  const stamp = answers.map((answer) => answer.dataUpdatedAt).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const byPage = useMemo(() => new Map(pages.map((page, at) => [page, known[at]])), [pages, stamp, arguments_]);
  const rowAt = useCallback((index: number) => byPage.get(Math.floor(index / PAGE))?.rows[index % PAGE] as RowOf<O> | undefined, [byPage]);
  const onVisible = useCallback((first: number, last: number) => {
    setSeen((old) => (old.first === first && old.last === last ? old : { first, last }));
  }, []);
  const loading = enabled && known.every((answer) => answer === undefined) && !failed;
  const before = useRef({ total: 0, rowAt });
  useEffect(() => {
    if (!loading) before.current = { total, rowAt };
  }, [loading, total, rowAt]);
  const shown = loading ? before.current : { total, rowAt };
  return {
    ...shown, onVisible, loading,
    busy: answers.some((answer) => answer.isFetching),
    failure: (failed?.error as Failure | undefined) ?? null,
    again: () => answers.forEach((answer) => void answer.refetch()),
  };
}

/** Pages that hold the rows from `first` to `last`, and the first page, which knows the total. */
export function pagesBetween(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE);
  const to = Math.max(from, Math.floor(last / PAGE));
  const pages = Array.from({ length: Math.min(4, to - from + 1) }, (_, at) => from + at);
  return pages.includes(0) ? pages : [0, ...pages];
}
