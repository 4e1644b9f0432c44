/** No ranking yet: what is missing, and the button that helps. */
import { useAsk, type Failure, type ProjectInfo } from "../../api";
import { paceText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { select } from "../../app/selection";
import { Button } from "../../components/Button";
import { Progress } from "../../components/Progress";
import { EmptyState, ErrorState } from "../../components/States";
import { say } from "../../texts/say";
import { NeedsReading } from "./NeedsReading";
import { useReading } from "./Provisional";

/** What stands in the way of a first ranking, found before asking. */
export function missingFor(project: ProjectInfo, goal: number | null): "data" | "goal" | null {
  if (project.documents === 0) return "data";
  return goal === null ? "goal" : null;
}

const NEEDS_EXAMPLES = new Set(["no_examples", "no_scored_examples"]);
const NEEDS_READING = new Set(["no_model", "nothing_read"]);

export function MissingData() {
  return (
    <EmptyState icon="data" title={say("results.empty.data")} action={<Button look="solid" keys="Mod 1" onClick={() => go("data")}>{say("results.empty.data_button")}</Button>}>
      {say("results.empty.data_words")}
    </EmptyState>
  );
}

export function MissingGoal() {
  return (
    <EmptyState icon="goal" title={say("results.empty.goal")} action={<Button look="solid" keys="Mod 2" onClick={() => go("goal")}>{say("results.empty.goal_button")}</Button>}>
      {say("results.empty.goal_words")}
    </EmptyState>
  );
}

/** A ranking that failed: three of the failures only mean that a step is missing. */
export function NoRanking({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const reading = useReading();
  const methods = useAsk("methods", {}).data;
  if (failure.code === "needs_reading") return <NeedsReading whole failure={failure} methods={methods} onRetry={onRetry} />;
  if (NEEDS_EXAMPLES.has(failure.code)) return <MissingGoal />;
  if (!NEEDS_READING.has(failure.code)) return <ErrorState failure={failure} onRetry={onRetry} />;
  if (reading) {
    return (
      <EmptyState icon="clock" title={say("results.empty.reading")} action={<Button keys="Mod 3" onClick={() => go("model")}>{say("results.empty.reading_button")}</Button>}>
        <Progress label={say("results.provisional.progress")} value={reading.total ? reading.done / reading.total : null} />
        <p className="num">{paceText(reading) ?? say("results.empty.reading_words")}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="model" title={say("results.empty.model")} action={(
      <>
        <Button look="solid" keys="Mod 3" onClick={() => go("model")}>{say("results.empty.model_button")}</Button>
        <Button onClick={() => select({ method: "random" })}>{say("results.empty.random")}</Button>
      </>
    )}>
      {say("results.empty.model_words")}
    </EmptyState>
  );
}
