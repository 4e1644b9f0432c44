/** The workbench's neuron strip as rows of marks, and its places in words. */
import type { NeuronRef, NeuronStrip, StripSlot } from "../../api";
import type { Place, StripRow } from "../../charts/strips/spec";
import { share } from "../../texts/format";
import { say } from "../../texts/say";

/** Rows for the picture, input side first. */
export function stripRows(strip: NeuronStrip): StripRow[] {
  return strip.layers.map((layer) => ({
    label: `L${layer.layer}`,
    marks: layer.slots.map((slot) => ({ height: slot.goal_share, filled: slot.fired, struck: slot.ignored })),
    extras: layer.only_here.length,
    share: layer.share,
    tick: layer.median,
    shareLabel: share(layer.share),
  }));
}

/** The neuron at a place. */
export interface Neuron {
  layer: number;
  neuron: number;
  state: "shared" | "missing" | "only";
  /** What is known of it as one of the goal's; none for neurons that only the row fires. */
  slot: StripSlot | null;
}

/** What stands at a place; none if the strip has changed under it. */
export function neuronAt(strip: NeuronStrip, place: Place | null): Neuron | null {
  const layer = place ? strip.layers[place.row] : undefined;
  if (!layer || !place) return null;
  const slot = layer.slots[place.column];
  if (slot) return { layer: layer.layer, neuron: slot.neuron, state: slot.fired ? "shared" : "missing", slot };
  const only = layer.only_here[place.column - layer.slots.length];
  return only === undefined ? null : { layer: layer.layer, neuron: only, state: "only", slot: null };
}

/** Where a neuron stands; none if the strip does not show it. */
export function placeIn(strip: NeuronStrip, of: NeuronRef | null): Place | null {
  const row = of ? strip.layers.findIndex((layer) => layer.layer === of.layer) : -1;
  const layer = strip.layers[row];
  if (!layer || !of) return null;
  const slot = layer.slots.findIndex((each) => each.neuron === of.neuron);
  if (slot >= 0) return { row, column: slot };
  const only = layer.only_here.indexOf(of.neuron);
  return only < 0 ? null : { row, column: layer.slots.length + only };
}

/** "14·2888": layer and neuron. */
export const neuronName = (neuron: { layer: number; neuron: number }): string => `${neuron.layer}·${neuron.neuron}`;

/** A place in words, for those who do not see the picture. */
export function neuronWords(neuron: Neuron | null, nameOf: (neuron: Neuron) => string = neuronName): string {
  if (!neuron) return "";
  if (neuron.slot?.ignored) return say("neurons.place.ignored", { name: nameOf(neuron) });
  const values = { name: nameOf(neuron), goal: neuron.slot?.goal_share ?? 0, pool: neuron.slot?.pool_share ?? 0 };
  return say(`neurons.place.${neuron.state}`, values);
}

/** The sentence above the strips: how much is shared, and in which layers most. */
export function stripSentence(strip: NeuronStrip): string {
  const values = { of: strip.of_most_telling, most: strip.most_telling };
  const layers = busiestLayers(strip);
  if (!layers) return say("neurons.sentence_short", values);
  return say("neurons.sentence", { ...values, first: layers[0], last: layers[1] });
}

/** The shortest stretch of layers that holds two thirds of what is shared; none if nothing is, or if it spans nearly all. */
export function busiestLayers(strip: NeuronStrip): [number, number] | null {
  const fired = strip.layers.map((layer) => layer.slots.filter((slot) => slot.fired && !slot.ignored).length);
  const wanted = (fired.reduce((sum, count) => sum + count, 0) * 2) / 3;
  if (wanted === 0) return null;
  let best: [number, number] = [0, fired.length - 1];
  let first = 0;
  let held = 0;
  for (let last = 0; last < fired.length; last += 1) {
    held += fired[last]!;
    while (first < last && held - fired[first]! >= wanted) {
      held -= fired[first]!;
      first += 1;
    }
    if (held >= wanted && last - first < best[1] - best[0]) best = [first, last];
  }
  if (best[1] - best[0] + 1 > fired.length * 0.75) return null;
  return [strip.layers[best[0]]!.layer, strip.layers[best[1]]!.layer];
}

/** A lower end with the digits that mean something: 27, 4.5, 1.04. Rounded down, so that "at least" stays true. */
export function atLeast(lift: number): number {
  const parts = lift >= 10 ? 1 : lift >= 2 ? 10 : 100;
  return Math.floor(lift * parts) / parts;
}
