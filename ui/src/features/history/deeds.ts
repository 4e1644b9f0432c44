/** What was deleted or changed, in words, and the way back: at once from the status line, later from the history. */
import { call, useAsk, type DeedView } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { say, sayAny } from "../../texts/say";

/** Makes a deed not done. */
export function takeBack({ deed }: DeedView): void {
  attempt(async () => {
    await call("take_back", { deed });
    tell(say("history.deed.done"));
  });
}

/** The way back that the status line offers. */
export const undoOf = (deed: DeedView) => ({ label: say("action.undo"), run: () => takeBack(deed) });

/** "3 examples removed: “A train leaves…”" */
export function wordsOf({ kind, name, count }: DeedView): string {
  if (kind === "study_deleted") return say("history.deed.study_deleted", { name: sayAny(`study.title.${name}`) });
  return say(`history.deed.${kind}`, { name, count });
}

/** What belongs to a goal or to none, newest first, and goals that were deleted. */
export function useDeeds(goal: number): DeedView[] {
  const deeds = useAsk("deeds", {}, { keep: true }).data ?? [];
  return deeds.filter((deed) => deed.goal === goal || deed.goal === null || deed.kind === "goal_deleted");
}

/** So many deleted goals are offered at once; the history of any goal has all. */
const MOST = 3;

/** Goals that were deleted with examples and can come back, newest first. */
export function useDeletedGoals(): DeedView[] {
  const deeds = useAsk("deeds", {}, { keep: true }).data ?? [];
  return deeds.filter((deed) => deed.kind === "goal_deleted" && deed.count > 0 && !deed.taken_back).slice(0, MOST);
}
