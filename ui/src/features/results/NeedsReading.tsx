/** A method that wants what no model has read yet: what that is, and the button that has it read. */
import { useAsk, useDo, type Failure, type MethodView } from "../../api";
import { paceText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { EmptyState, ErrorState } from "../../components/States";
import { Progress } from "../../components/Progress";
import { duration } from "../../texts/format";
import { say } from "../../texts/say";
import { needNames, needsIn, readable } from "./needs";
import { plainName } from "./methods";
import { useReading } from "./Provisional";

interface Props {
  failure: Failure;
  methods: MethodView[] | undefined;
  onRetry: () => void;
  /** It has a whole pane. */
  whole?: boolean;
}

/** In a ranking's place; any other failure is shown as it is. */
export function NeedsReading({ failure, methods, onRetry, whole }: Props) {
  if (failure.code !== "needs_reading") return <ErrorState compact={!whole} failure={failure} onRetry={onRetry} />;
  const needs = needsIn(failure);
  const method = plainName(methods, String(failure.arguments["method"] ?? ""));
  const words = say("needs.words", { method, needs: needNames(needs) });
  if (!whole) return <div className="needs"><p>{words}</p><ReadNeeds needs={needs} /></div>;
  return <EmptyState icon="model" title={say("needs.title")} action={<ReadNeeds needs={needs} main />}><p>{words}</p></EmptyState>;
}

/** The button that has it read, with the time as far as it was measured; progress while that goes on. */
export function ReadNeeds({ needs, main }: { needs: readonly string[]; main?: boolean }) {
  const start = useDo("start_reading");
  const reading = useReading();
  const project = useAsk("overview", {}).data?.project;
  const models = useAsk("models", {}).data;
  const autoencoders = useAsk("autoencoders", {}).data;
  const wanted = readable(needs);
  const backbone = models?.find((each) => each.model === project?.current_model);
  const encoder = models?.find((each) => each.kind === "sentence" && each.place !== null && each.problem === null);
  const model = wanted.includes("sentence") ? encoder : backbone;
  if (wanted.length === 0) return <p className="needs-note">{say("needs.bring")}</p>;
  if (reading) {
    return (
      <div className="needs-progress">
        <Progress label={say("results.provisional.progress")} value={reading.total ? reading.done / reading.total : null} />
        <span className="num">{paceText(reading) ?? say(`job.state.${reading.state}`)}</span>
      </div>
    );
  }
  if (!model) {
    return (
      <>
        <Button look={main ? "solid" : "edge"} keys="Mod 3" onClick={() => go("model")}>{say("results.empty.model_button")}</Button>
        {wanted.includes("sentence") ? <p className="needs-note">{say("needs.sentence_model")}</p> : null}
      </>
    );
  }
  const autoencoder = wanted.includes("latents") ? (autoencoders?.find((each) => each.problem === null)?.autoencoder ?? null) : null;
  const pace = model.measured?.documents_per_s ?? 0;
  return (
    <>
      <Button look={main ? "solid" : "edge"} disabled={start.isPending} onClick={() => start.mutate(
        { model: model.model, scope: { kind: "rest" }, settings: null, representations: wanted, autoencoder }, { onError: (failed) => report(failed) })}>
        {say("needs.read")}
      </Button>
      <p className="needs-note">{pace > 0 && project ? say("needs.time", { time: duration(project.documents / pace), model: model.name }) : say("needs.time_unknown", { model: model.name })}</p>
    </>
  );
}
