/** How the training of an autoencoder goes: how much it explains, as a curve and three figures. */
import "./autoencoders.css";
import type { Learning } from "../../api";
import { WayCurve } from "../../charts/WayCurve";
import { number, share } from "../../texts/format";
import { say } from "../../texts/say";

export function LearningFigures({ learning }: { learning: Learning }) {
  const last = learning.curve.at(-1);
  if (!last) return null;
  const figures = [
    { name: say("autoencoder.explained"), value: share(last.explained), hint: say("autoencoder.explained_hint") },
    { name: say("autoencoder.dead"), value: share(last.dead), hint: say("autoencoder.dead_hint") },
    { name: say("autoencoder.loss"), value: number(Number(last.loss.toPrecision(3))), hint: say("autoencoder.loss_hint") },
  ];
  return (
    <div className="learning">
      <WayCurve points={learning.curve.map(({ step, explained }) => ({ at: step, share: explained }))} end={learning.steps}
        label={say("autoencoder.curve", { explained: last.explained, step: last.step, steps: learning.steps })} />
      <dl className="learning-figures">
        {figures.map(({ name, value, hint }) => <div key={name} title={hint}><dt>{name}</dt><dd className="num">{value}</dd></div>)}
      </dl>
    </div>
  );
}
