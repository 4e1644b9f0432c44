/** Goals that were deleted, each with its way back, for where no goal is left that has a menu or a history. */
import { Button } from "../../components/Button";
import { say } from "../../texts/say";
import { takeBack, useDeletedGoals } from "../history/deeds";

export function BringBack() {
  return useDeletedGoals().map((deed) => (
    <Button key={deed.deed} icon="undo" onClick={() => takeBack(deed)}>{say("goal.bring_back", { name: deed.name })}</Button>
  ));
}
