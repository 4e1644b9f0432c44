/** Two fields for the first and last layer that are shown. */
import { useEffect, useState } from "react";
import { say } from "../../texts/say";

interface Props {
  /** Every layer there is, rising. */
  all: readonly number[];
  layers: readonly [number, number] | null;
  onLayers: (layers: [number, number] | null) => void;
}

/** A range put right: in order, within what there is; none where it is everything. */
export function ranged(all: readonly number[], first: number, last: number): [number, number] | null {
  const [least, most] = [all[0] ?? 0, all.at(-1) ?? 0];
  const inside = (layer: number) => Math.min(most, Math.max(least, Math.round(layer)));
  const [from, to] = [Math.min(inside(first), inside(last)), Math.max(inside(first), inside(last))];
  return from === least && to === most ? null : [from, to];
}

export function LayerRange({ all, layers, onLayers }: Props) {
  if (all.length < 2) return null;
  const [first, last] = layers ?? [all[0]!, all.at(-1)!];
  return (
    <span className="layer-range" role="group" aria-label={say("neurons.layers.group")}>
      <span aria-hidden="true">{say("neurons.layers")}</span>
      <LayerField label={say("neurons.layers.first")} value={first} onValue={(to) => onLayers(ranged(all, to, Math.max(to, last)))} />
      <span aria-hidden="true">{say("neurons.layers.to")}</span>
      <LayerField label={say("neurons.layers.last")} value={last} onValue={(to) => onLayers(ranged(all, Math.min(first, to), to))} />
    </span>
  );
}

/** Taken over when it is left or Enter is pressed, so that half a number changes nothing. */
function LayerField({ label, value, onValue }: { label: string; value: number; onValue: (value: number) => void }) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const take = () => {
    const typed = Number(text);
    if (text.trim() === "" || !Number.isFinite(typed)) setText(String(value));
    else if (typed !== value) onValue(typed);
  };
  return (
    <input className="input layer-field num" inputMode="numeric" aria-label={label} value={text} onChange={(event) => setText(event.target.value)} onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        take();
      }} />
  );
}
