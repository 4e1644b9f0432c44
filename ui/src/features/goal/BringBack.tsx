/** Goals that were deleted, each with its way back: where a goal is chosen, so that it is found without any goal left. */
import { Button } from "../../components/Button";
import { say } from "../../texts/say";
import { takeBack, useDeletedGoals } from "../history/deeds";

/** So many are offered; the history of any goal has all. */
const MOST = 3;

export function BringBack() {
  const deleted = useDeletedGoals();
  if (deleted.length === 0) return null;
  return (
    <p className="goal-deleted">
      <span className="hint">{say("goal.deleted_before")}</span>
      {deleted.slice(0, MOST).map((deed) => (
        <Button key={deed.deed} look="quiet" icon="undo" onClick={() => takeBack(deed)}>{say("goal.bring_back", { name: deed.name })}</Button>
      ))}
    </p>
  );
}
