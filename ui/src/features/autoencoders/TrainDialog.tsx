/** Before an autoencoder is trained: what it will be, how long it takes and what it needs; settings for those who want them. */
import { useState } from "react";
import { useAsk, useDo, type AutoencoderEstimate, type TrainAutoencoder } from "../../api";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { ErrorState, Skeleton } from "../../components/States";
import { bytes, count, roughly } from "../../texts/format";
import { say } from "../../texts/say";
import { wholeTime } from "./autoencoders";

type Numbers = Pick<TrainAutoencoder, "layer" | "expansion" | "k" | "documents" | "tokens">;
type Name = keyof Numbers;

/** What may be written; the workbench refuses the rest too. The layers are counted by the model. */
const LIMITS: Record<Exclude<Name, "layer">, readonly [number, number]> = { documents: [16, 100_000], tokens: [2048, 100_000_000], expansion: [1, 64], k: [1, 256] };
const FIELDS: readonly Name[] = ["documents", "tokens", "layer", "expansion", "k"];

export function TrainDialog({ model, open, onClose }: { model: string; open: boolean; onClose: () => void }) {
  const [numbers, setNumbers] = useState<Numbers>({ layer: null, expansion: null, k: null, documents: null, tokens: null });
  const wish: TrainAutoencoder = { ...numbers, model, max_tokens: null, seed: 0, fast: false };
  const cost = useAsk("autoencoder_estimate", wish, { enabled: open, keep: true });
  const start = useDo("start_autoencoder_training");
  const begin = () => start.mutate(wish, { onSuccess: onClose, onError: (failure) => report(failure) });
  const [wrong, setWrong] = useState<ReadonlySet<Name>>(new Set());
  const set = (name: Name, value: number | null | "wrong") => {
    setWrong(new Set(value === "wrong" ? [...wrong, name] : [...wrong].filter((other) => other !== name)));
    if (value !== "wrong") setNumbers({ ...numbers, [name]: value });
  };
  const actions = (
    <>
      <Button onClick={onClose}>{say("action.cancel")}</Button>
      <Button look="solid" disabled={!cost.data || wrong.size > 0 || cost.failure !== null || cost.stale || start.isPending} onClick={begin}>{say("autoencoder.train.start")}</Button>
    </>
  );
  return (
    <Dialog title={say("autoencoder.train.title")} open={open} onClose={onClose} actions={actions} width="middle">
      <p>{say("autoencoder.train.words")}</p>
      {cost.failure ? <ErrorState compact failure={cost.failure} onRetry={cost.again} /> : cost.data ? <Facts cost={cost.data} /> : <Skeleton lines={4} />}
      <details className="more-settings">
        <summary>{say("model.more")}</summary>
        <div className="more-settings-fields">
          {FIELDS.map((name) => <NumberField key={name} name={name} cost={cost.data} onValue={(value) => set(name, value)} />)}
        </div>
      </details>
    </Dialog>
  );
}

/** Layers are counted from 1 on the screen, from 0 in requests. */
const shift = (name: Name): number => (name === "layer" ? 1 : 0);

/** Empty, it stands at what is usual; what is out of range is said beside it. */
function NumberField({ name, cost, onValue }: { name: Name; cost: AutoencoderEstimate | undefined; onValue: (value: number | null | "wrong") => void }) {
  const [complaint, setComplaint] = useState<string | null>(null);
  const [least, most] = name === "layer" ? [1, cost?.layers ?? 1] : LIMITS[name];
  const take = (text: string) => {
    const value = Number(text);
    const isGood = text.trim() === "" || (Number.isInteger(value) && value >= least && value <= most);
    setComplaint(isGood ? null : say("autoencoder.setting.complaint", { least, most }));
    onValue(!isGood ? "wrong" : text.trim() === "" ? null : value - shift(name));
  };
  return (
    <Field type="number" min={least} max={most} label={say(`autoencoder.setting.${name}`)} hint={say(`autoencoder.setting.${name}_hint`, { least, most })} complaint={complaint}
      placeholder={cost ? String(usual(cost, name) + shift(name)) : ""} onChange={(event) => take(event.target.value)} />
  );
}

/** What a field stands at while it is empty. */
function usual(cost: AutoencoderEstimate, name: Name): number {
  if (name === "expansion") return Math.round(cost.latents / cost.width);
  return cost[name];
}

function Facts({ cost }: { cost: AutoencoderEstimate }) {
  const time = wholeTime(cost);
  const facts = [
    [say("autoencoder.train.what"), say("autoencoder.train.what_words", { latents: cost.latents, k: cost.k, model: cost.model, layer: cost.layer + 1, layers: cost.layers })],
    [say("autoencoder.train.from"), say("autoencoder.train.from_words", { documents: cost.documents, tokens: count(cost.tokens) })],
    [say("autoencoder.train.time"), time === null ? say("autoencoder.train.time_unknown", { training: roughly(cost.training_s) })
      : say("autoencoder.train.time_words", { time: roughly(time), reading: roughly(cost.reading_s ?? 0) })],
    [say("autoencoder.train.disk"), say("autoencoder.train.disk_words", { needed: bytes(cost.disk_bytes), free: bytes(cost.free_bytes) })],
  ];
  return <dl className="train-facts">{facts.map(([name, words]) => [<dt key={name}>{name}</dt>, <dd key={words}>{words}</dd>])}</dl>;
}
