/** What the neuron view shows, whichever sides it holds against each other: said, counted, and laid out for the strips. */
import type { NeuronPair, NeuronRef, NeuronStrip, PairHeld, PairSlot } from "../../api";
import type { Emphasis, Place, StripRow } from "../../charts/strips/spec";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { neuronAt, neuronWords, placeIn, stripRows, stripSentence } from "./strips";

/** How a neuron stands between the sides: the shape that shows it, and its words. */
export interface Standing {
  mark: "shared" | "missing" | "only" | "common";
  words: string;
  /** How often each side that is a group fires it. */
  groups?: { name: string; share: number }[];
}

/** A button that counts marks of a kind and brings them forward. */
export interface Counter {
  kind: Exclude<Emphasis, null>;
  label: string;
  count: number;
}

/** A picture of neurons with everything that is said of it. */
export interface Drawing {
  /** What is to be seen: text, accessible name and caption alike. */
  sentence: string;
  rows: StripRow[];
  layers: number[];
  counters: Counter[];
  notes: string[];
  /** Neurons that fire on nearly everything: not drawn, and listed where somebody asks for them. */
  common: NeuronRef[];
  heads: { marks: string; extras: string; bars: string };
  shortHeads: { marks: string; extras: string; bars: string };
  /** What the height of a mark means. */
  legend: string;
  neuronAt: (place: Place) => NeuronRef | null;
  placeOf: (neuron: NeuronRef | null) => Place | null;
  /** A place in words, with the neuron called as its person calls it. */
  words: (place: Place, nameOf: (neuron: NeuronRef) => string) => string;
  rowName: (row: number) => string;
  standing: (neuron: NeuronRef) => Standing | null;
}

/** The names of two sides, the upper first. */
export type SideNames = readonly [string, string];

/** A row beside the goal's examples. */
export function drawStrip(strip: NeuronStrip): Drawing {
  const rowName = (row: number) => {
    const layer = strip.layers[row];
    return say("neurons.layer", { layer: layer?.layer ?? row, share: layer?.share ?? 0, median: layer?.median ?? 0 });
  };
  return {
    sentence: stripSentence(strip), rows: stripRows(strip), layers: strip.layers.map((layer) => layer.layer), rowName,
    counters: [
      { kind: "filled", label: say("neurons.counter.shared"), count: strip.shared },
      { kind: "outlined", label: say("neurons.counter.missing"), count: strip.missing },
      { kind: "extra", label: say("neurons.counter.only"), count: strip.only_here },
    ],
    notes: [...leftNote(strip.layers), ...(strip.ignored > 0 ? [say("neurons.ignored_note", { ignored: strip.ignored })] : [])],
    common: strip.layers.flatMap(({ layer, common }) => common.map((neuron) => ({ layer, neuron }))),
    heads: { marks: say("neurons.head.marks"), extras: say("neurons.head.extras"), bars: say("neurons.head.bars") },
    shortHeads: { marks: say("neurons.head.marks_short"), extras: say("neurons.head.extras_short"), bars: say("neurons.head.bars_short") },
    legend: say("neurons.height_note"),
    neuronAt: (place) => {
      const found = neuronAt(strip, place);
      // No more than names it: it becomes part of questions, which are refused with anything else in them.
      return found && { layer: found.layer, neuron: found.neuron };
    },
    placeOf: (neuron) => placeIn(strip, neuron),
    words: (place, nameOf) => neuronWords(neuronAt(strip, place), nameOf),
    standing: (neuron) => {
      const found = neuronAt(strip, placeIn(strip, neuron));
      if (!found) return isCommon(strip, neuron) ? { mark: "common", words: say("neurons.card.everywhere") } : null;
      return { mark: found.state, words: say(found.slot?.ignored ? "neurons.card.ignored" : `neurons.card.${found.state}`) };
    },
  };
}

const isCommon = (strip: NeuronStrip, neuron: NeuronRef | null): boolean =>
  strip.layers.some(({ layer, common }) => layer === neuron?.layer && common.includes(neuron.neuron));

/** What is counted and has no room in the picture. */
function leftNote(layers: readonly { left_out: number }[]): string[] {
  const left = layers.reduce((sum, layer) => sum + layer.left_out, 0);
  return left > 0 ? [say("neurons.left_out", { left })] : [];
}

/** Two sides with the same neurons in the same places, the first above the line and the second below it. */
export function drawPair(pair: NeuronPair, [upper, lower]: SideNames): Drawing {
  const slotAt = (place: Place) => pair.layers[place.row]?.slots[place.column];
  const placeOf = (neuron: NeuronRef | null): Place | null => {
    const row = pair.layers.findIndex((layer) => layer.layer === neuron?.layer);
    const column = pair.layers[row]?.slots.findIndex((slot) => slot.neuron === neuron?.neuron) ?? -1;
    return column < 0 ? null : { row, column };
  };
  return {
    sentence: pairSentence(pair, [upper, lower]), rows: pair.layers.map(pairRow), layers: pair.layers.map((layer) => layer.layer),
    rowName: (row) => say("neurons.pair.layer", { layer: pair.layers[row]?.layer ?? row, apart: pair.layers[row]?.apart ?? 0 }),
    counters: [
      ...(pair.both > 0 ? [{ kind: "filled" as const, label: say("neurons.counter.shared"), count: pair.both }] : []),
      { kind: "outlined", label: say("neurons.counter.side", { side: upper }), count: pair.only_upper },
      { kind: "extra", label: say("neurons.counter.side", { side: lower }), count: pair.only_lower },
    ],
    notes: [...leftNote(pair.layers), ...(pair.common > 0 ? [say("neurons.common_note", { common: pair.common })] : [])],
    common: [],
    heads: { marks: say("neurons.head.pair"), extras: "", bars: say("neurons.head.apart") },
    shortHeads: { marks: say("neurons.head.marks_short"), extras: "", bars: say("neurons.head.apart_short") },
    legend: say(pair.upper > 1 || pair.lower > 1 ? "neurons.pair.legend_groups" : "neurons.pair.legend", { upper, lower }),
    neuronAt: (place) => {
      const slot = slotAt(place);
      return slot ? { layer: pair.layers[place.row]!.layer, neuron: slot.neuron } : null;
    },
    placeOf,
    words: (place, nameOf) => {
      const slot = slotAt(place);
      return slot ? slotWords(slot, nameOf({ layer: pair.layers[place.row]!.layer, neuron: slot.neuron }), [upper, lower]) : "";
    },
    standing: (neuron) => {
      const place = placeOf(neuron);
      const slot = place ? slotAt(place) : undefined;
      return slot ? { mark: MARKS[slot.held], words: heldWords(slot.held, [upper, lower]), groups: groupsOf(pair, slot, [upper, lower]) } : null;
    },
  };
}

/** Of one text there is no share to say: it fires a neuron or does not. */
const groupsOf = (pair: NeuronPair, slot: PairSlot, [upper, lower]: SideNames) =>
  [...(pair.upper > 1 ? [{ name: upper, share: slot.upper }] : []), ...(pair.lower > 1 ? [{ name: lower, share: slot.lower }] : [])];

const MARKS: Record<PairHeld, Standing["mark"]> = { both: "shared", upper: "missing", lower: "only" };

/** Who has a neuron, in words. */
export const heldWords = (held: PairHeld, [upper, lower]: SideNames): string =>
  held === "both" ? say("neurons.pair.both") : say("neurons.pair.alone", { side: held === "upper" ? upper : lower });

function pairRow(layer: NeuronPair["layers"][number]): StripRow {
  const marks = layer.slots.map((slot) => ({
    height: slot.upper, below: slot.lower, filled: slot.held === "both", ...(slot.held === "both" ? {} : { alone: slot.held }),
  }));
  return { label: `L${layer.layer}`, marks, extras: 0, share: layer.apart, tick: null, shareLabel: share(layer.apart) };
}

const slotWords = (slot: PairSlot, name: string, sides: SideNames): string =>
  say("neurons.pair.place", { name, held: heldWords(slot.held, sides), upper: sides[0], lower: sides[1], up: slot.upper, down: slot.lower, pool: slot.pool });

/** The sentence above two sides: how much they share, how much each has alone, and where. */
export function pairSentence(pair: NeuronPair, [upper, lower]: SideNames): string {
  const values = { both: pair.both, upper, lower, only_upper: pair.only_upper, only_lower: pair.only_lower };
  const counts = say(pair.both > 0 ? "neurons.pair.sentence" : "neurons.pair.sentence_apart", values);
  return pair.busiest ? `${counts} ${say("neurons.pair.where", { first: pair.busiest[0], last: pair.busiest[1] })}` : counts;
}

