/** Changes to a goal's examples, each told with its numbers and a way back. */
import { call, pick, type AddedExamples, type ExampleSource } from "../../api";
import { attempt } from "../../app/commands";
import { select } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import { undoOf } from "../history/deeds";

/** Adds from a source; without a goal the first one is made. */
export function addExamples(goal: number | null, source: ExampleSource): void {
  attempt(async () => {
    const to = goal ?? (await firstGoal());
    const outcome = await call("add_examples", { goal: to, source });
    tell(addedWords(outcome), outcome.added.length === 0 ? undefined : {
      label: say("action.undo"),
      run: () => attempt(async () => { await call("remove_examples", { goal: to, examples: outcome.added }); }),
    });
  });
}

/** Adds what is written or pasted; blank lines separate examples. */
export function addPasted(goal: number | null, text: string): void {
  if (text.trim() !== "") addExamples(goal, { from: "pasted", text, split: true });
}

/** Opens a file and adds its rows. */
export function addFromFile(goal: number | null): void {
  attempt(async () => {
    const [file] = await pick({ purpose: "examples" });
    if (file) addExamples(goal, { from: "file", ticket: file.ticket, mapping: null });
  });
}

/** Ticks or unticks; the ranking follows by itself. */
export function tickExamples(goal: number, examples: number[], ticked: boolean): void {
  attempt(async () => { await call("set_examples", { goal, examples, ticked }); });
}

/** Says that an example is of what is not wanted, or that it is wanted after all. */
export function markExample(goal: number, example: number, unwanted: boolean): void {
  attempt(async () => {
    await call("mark_examples", { goal, examples: [example], unwanted });
    tell(say(unwanted ? "goal.marked_unwanted" : "goal.marked_wanted"), {
      label: say("action.undo"), run: () => attempt(async () => { await call("mark_examples", { goal, examples: [example], unwanted: !unwanted }); }),
    });
  });
}

/** Takes an example out, with a way back. */
export function removeExample(goal: number, example: number): void {
  attempt(async () => {
    tell(say("goal.removed"), undoOf(await call("remove_examples", { goal, examples: [example] })));
  });
}

async function firstGoal(): Promise<number> {
  const made = await call("create_goal", { name: say("goal.first_name") });
  select({ goal: made.goal });
  return made.goal;
}

/** "Added 3 examples. 1 was there already." */
export function addedWords(outcome: Pick<AddedExamples, "added" | "blank" | "already_there" | "unreadable">): string {
  const parts = [say(outcome.added.length === 0 ? "goal.added.none" : "goal.added.some", { added: outcome.added.length })];
  if (outcome.already_there > 0) parts.push(say("goal.added.already", { rows: outcome.already_there }));
  if (outcome.blank > 0) parts.push(say("goal.added.blank", { rows: outcome.blank }));
  if (outcome.unreadable > 0) parts.push(say("goal.added.unreadable", { rows: outcome.unreadable }));
  return parts.join(" ");
}
