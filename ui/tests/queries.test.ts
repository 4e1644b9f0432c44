import { QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { absorb, keyOf, makeCache } from "../src/api/queries";

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
