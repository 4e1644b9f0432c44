/** A method that wants what no model has read yet: what that is, and the button that has it read. */
import { useState } from "react";
import { useAsk, useDo, type Failure, type JobView, type MethodView } from "../../api";
import { jobTitle, paceText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { Select } from "../../components/Field";
import { EmptyState, ErrorState } from "../../components/States";
import { Progress } from "../../components/Progress";
import { roughly } from "../../texts/format";
import { say } from "../../texts/say";
import { trainingNow, usable } from "../autoencoders/autoencoders";
import { TrainDialog } from "../autoencoders/TrainDialog";
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
  const jobs = useAsk("jobs", {}).data;
  const [chosen, setChosen] = useState("");
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
  const choices = wanted.includes("latents") ? usable(autoencoders ?? [], model.model) : [];
  const autoencoder = choices.find((each) => each.autoencoder === chosen)?.autoencoder ?? choices[0]?.autoencoder ?? null;
  if (wanted.includes("latents") && autoencoder === null) return <NoAutoencoder model={model.model} main={main} training={jobs ? trainingNow(jobs) : undefined} />;
  const pace = model.measured?.documents_per_s ?? 0;
  return (
    <>
      {choices.length > 1 ? (
        <Select label={say("autoencoder.choose")} value={autoencoder ?? ""} onChange={setChosen}
          options={choices.map((each) => ({ value: each.autoencoder, label: each.name }))} />
      ) : null}
      <Button look={main ? "solid" : "edge"} disabled={start.isPending} onClick={() => start.mutate(
        { model: model.model, scope: { kind: "rest" }, settings: null, representations: wanted, autoencoder }, { onError: (failed) => report(failed) })}>
        {say("needs.read")}
      </Button>
      <p className="needs-note">{pace > 0 && project ? say("needs.time", { time: roughly(project.documents / pace), model: model.name }) : say("needs.time_unknown", { model: model.name })}</p>
    </>
  );
}

/** Nothing splits this model's neurons yet: one can be trained on the rows that are here. */
function NoAutoencoder({ model, main, training }: { model: string; main?: boolean | undefined; training: JobView | undefined }) {
  const [open, setOpen] = useState(false);
  if (training) {
    return (
      <div className="needs-progress">
        <Progress label={jobTitle(training)} value={training.share} quiet={training.state !== "running"} />
        <span className="num">{paceText(training) ?? say(`job.state.${training.state}`)}</span>
      </div>
    );
  }
  return (
    <>
      <Button look={main ? "solid" : "edge"} onClick={() => setOpen(true)}>{say("autoencoder.train")}</Button>
      <p className="needs-note">{say("autoencoder.none")}</p>
      {open ? <TrainDialog model={model} open onClose={() => setOpen(false)} /> : null}
    </>
  );
}
