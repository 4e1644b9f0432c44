/** Two groups in one goal become two goals. */
import { call, type GoalInfo } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { say } from "../../texts/say";

const LONGEST = 120;

/** Moves examples to a new goal of their own, with a way back that leaves no goal behind. */
export function splitGoal(from: GoalInfo, examples: number[]): void {
  attempt(async () => {
    const name = say("goal.split_name", { name: from.name }).slice(0, LONGEST);
    const { goal } = await call("create_goal", { name });
    await call("move_examples", { from: from.goal, to: goal, examples });
    tell(say("goal.split_done", { examples: examples.length, name }), { label: say("action.undo"), run: () => putTogether(from.goal, goal, examples) });
  });
}

function putTogether(from: number, to: number, examples: number[]): void {
  attempt(async () => {
    await call("move_examples", { from: to, to: from, examples });
    // Examples that were added to the new goal since are kept with it.
    const left = await call("goal", { goal: to });
    if (left.examples.length === 0) await call("delete_goal", { goal: to });
  });
}
