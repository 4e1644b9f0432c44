/** Adds rows to the goal that is being worked on; without a goal, makes the first one. */
import { call } from "../../api";
import { attempt } from "../../app/commands";
import { select, selection } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";

export const addRowsToGoal = (rows: number[]): void => attempt(async () => {
  const goal = selection.read().goal ?? (await firstGoal());
  const { info, added, already_there } = await call("add_examples", { goal, source: { from: "rows", rows } });
  const text = added.length === 0 && already_there > 0 ? say("data.added.already", { goal: info.name })
    : say("data.added", { added: added.length, goal: info.name, examples: info.ticked });
  const undo = () => attempt(async () => { await call("remove_examples", { goal, examples: added }); });
  tell(text, added.length > 0 ? { label: say("action.undo"), run: undo } : undefined);
});

async function firstGoal(): Promise<number> {
  const [known] = await call("goals", {});
  const { goal } = known ?? (await call("create_goal", { name: say("goal.first_name") }));
  select({ goal });
  return goal;
}
