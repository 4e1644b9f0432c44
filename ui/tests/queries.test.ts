import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { absorb, keyOf, makeCache } from "../src/api/queries";
import type { JobView } from "../src/api/types";

test("a first answer that was under way when its subject changed is asked for again", async () => {
  const cache = makeCache();
  const waiting: ((examples: number) => void)[] = [];
  const queryFn = () => new Promise<number>((answer) => waiting.push(answer));
  const seen = new QueryObserver<number>(cache, { queryKey: keyOf("goal", { goal: 1 }), queryFn });
  const stop = seen.subscribe(() => undefined);
  expect(waiting).toHaveLength(1);

  absorb(cache, { event: "changed", value: ["goals"] });
  await expect.poll(() => waiting.length).toBe(2);
  waiting[0]?.(0);
  waiting[1]?.(6);
  await expect.poll(() => seen.getCurrentResult().data).toBe(6);
  stop();
});

test("a list of jobs made before a job ended does not bring it back to life", async () => {
  const cache = makeCache();
  const job = (state: string) => ({ job: 7, state }) as unknown as JobView;
  const waiting: ((jobs: JobView[]) => void)[] = [];
  const queryFn = () => new Promise<JobView[]>((answer) => waiting.push(answer));
  cache.setQueryData(keyOf("jobs", {}), [job("queued")]);
  const seen = new QueryObserver<JobView[]>(cache, { queryKey: keyOf("jobs", {}), queryFn });
  const stop = seen.subscribe(() => undefined);
  void seen.refetch();
  await expect.poll(() => waiting.length).toBe(1);

  absorb(cache, { event: "job", value: job("done") });
  expect(seen.getCurrentResult().data?.[0]?.state).toBe("done");
  await expect.poll(() => waiting.length).toBe(2);
  waiting[0]?.([job("running")]);
  waiting[1]?.([job("done")]);
  await expect.poll(() => seen.getCurrentResult().isFetching).toBe(false);
  expect(seen.getCurrentResult().data?.[0]?.state).toBe("done");
  stop();
});
