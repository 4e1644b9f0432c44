/** Going on from an earlier run: the goal, the method, its settings and the cut are what they were then. */
import { call, type Run } from "../../api";
import { attempt } from "../../app/commands";
import { select, selection } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import { show } from "../results/view";
import { openRun } from "../whatif/runs";

/** Ticks the goal's examples as they counted in the run, and asks its question. One press takes all of that back. */
export function goOnFrom(run: Run, name: string): void {
  attempt(async () => {
    const { goal, examples: wanted = [] } = run.query;
    const { examples } = await call("goal", { goal });
    const before = { ticked: examples.filter((one) => one.ticked).map((one) => one.example), looked: selection.read() };
    await tick(goal, examples.map((one) => one.example), wanted);
    openRun(run);
    // The goal itself is what it was in the run: nothing needs to be named beside it.
    select({ examples: null });
    show({ tab: "ranking" });
    const missing = wanted.filter((one) => !examples.some((other) => other.example === one)).length;
    tell(say(missing === 0 ? "history.went_on" : "history.went_on_without", { name, missing }), {
      label: say("action.undo"),
      run: () => attempt(async () => {
        await tick(goal, examples.map((one) => one.example), before.ticked);
        select(before.looked);
      }),
    });
  });
}

/** Ticks these of a goal's examples and no others. */
async function tick(goal: number, all: readonly number[], these: readonly number[]): Promise<void> {
  const { examples } = await call("goal", { goal });
  const isTicked = new Set(examples.filter((one) => one.ticked).map((one) => one.example));
  const on = all.filter((one) => these.includes(one) && !isTicked.has(one));
  const off = all.filter((one) => !these.includes(one) && isTicked.has(one));
  if (on.length > 0) await call("set_examples", { goal, examples: on, ticked: true });
  if (off.length > 0) await call("set_examples", { goal, examples: off, ticked: false });
}
