/** Before an autoencoder is trained: what it will be, how long it takes and what it needs; settings for those who want them. */
import { useState } from "react";
import { useAsk, useDo, type AutoencoderEstimate, type TrainAutoencoder } from "../../api";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { ErrorState, Skeleton } from "../../components/States";
import { bytes, count, duration } from "../../texts/format";
import { say } from "../../texts/say";
import { wholeTime } from "./autoencoders";

type Numbers = Pick<TrainAutoencoder, "layer" | "expansion" | "k" | "documents" | "tokens">;
const FIELDS = ["documents", "tokens", "layer", "expansion", "k"] as const;

export function TrainDialog({ model, open, onClose }: { model: string; open: boolean; onClose: () => void }) {
  const [numbers, setNumbers] = useState<Numbers>({ layer: null, expansion: null, k: null, documents: null, tokens: null });
  const wish: TrainAutoencoder = { ...numbers, model, max_tokens: null, seed: 0, fast: false };
  const cost = useAsk("autoencoder_estimate", wish, { enabled: open, keep: true });
  const start = useDo("start_autoencoder_training");
  const begin = () => start.mutate(wish, { onSuccess: onClose, onError: (failure) => report(failure) });
  const set = (name: keyof Numbers, text: string) => {
    const value = text.trim() === "" ? null : Number(text);
    if (value === null || Number.isInteger(value)) setNumbers({ ...numbers, [name]: value });
  };
  const actions = (
    <>
      <Button onClick={onClose}>{say("action.cancel")}</Button>
      <Button look="solid" disabled={!cost.data || cost.failure !== null || cost.stale || start.isPending} onClick={begin}>{say("autoencoder.train.start")}</Button>
    </>
  );
  return (
    <Dialog title={say("autoencoder.train.title")} open={open} onClose={onClose} actions={actions} width="middle">
      <p>{say("autoencoder.train.words")}</p>
      {cost.failure ? <ErrorState compact failure={cost.failure} onRetry={cost.again} /> : cost.data ? <Facts cost={cost.data} /> : <Skeleton lines={4} />}
      <details className="more-settings">
        <summary>{say("model.more")}</summary>
        <div className="more-settings-fields">
          {FIELDS.map((name) => (
            <Field key={name} type="number" min={0} label={say(`autoencoder.setting.${name}`)} hint={say(`autoencoder.setting.${name}_hint`)}
              placeholder={cost.data ? String(usual(cost.data, name)) : ""} onChange={(event) => set(name, event.target.value)} />
          ))}
        </div>
      </details>
    </Dialog>
  );
}

/** What a field stands at while it is empty. */
function usual(cost: AutoencoderEstimate, name: keyof Numbers): number {
  if (name === "expansion") return Math.round(cost.latents / cost.width);
  return cost[name];
}

function Facts({ cost }: { cost: AutoencoderEstimate }) {
  const time = wholeTime(cost);
  const facts = [
    [say("autoencoder.train.what"), say("autoencoder.train.what_words", { latents: cost.latents, k: cost.k, model: cost.model, layer: cost.layer + 1, layers: cost.layers })],
    [say("autoencoder.train.from"), say("autoencoder.train.from_words", { documents: cost.documents, tokens: count(cost.tokens) })],
    [say("autoencoder.train.time"), time === null ? say("autoencoder.train.time_unknown", { training: duration(cost.training_s) })
      : say("autoencoder.train.time_words", { time: duration(time), reading: duration(cost.reading_s ?? 0) })],
    [say("autoencoder.train.disk"), say("autoencoder.train.disk_words", { needed: bytes(cost.disk_bytes), free: bytes(cost.free_bytes) })],
  ];
  return <dl className="train-facts">{facts.map(([name, words]) => [<dt key={name}>{name}</dt>, <dd key={words}>{words}</dd>])}</dl>;
}
