/** Ignoring a neuron and bringing it back: the ranking follows at once, and each step can be undone. */
import type { MethodView, NeuronRef } from "../../api";
import { selection } from "../../app/selection";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import { tryOut } from "../whatif/whatif";

export const isSame = (a: NeuronRef, b: NeuronRef): boolean => a.layer === b.layer && a.neuron === b.neuron;

/** A list without one of its neurons. */
export const without = (all: readonly NeuronRef[], one: NeuronRef): NeuronRef[] => all.filter((each) => !isSame(each, one));

/** A list with one more, in the order of the model, so that the same neurons are always the same question. */
export const withOne = (all: readonly NeuronRef[], one: NeuronRef): NeuronRef[] =>
  [...without(all, one), { layer: one.layer, neuron: one.neuron }].sort((a, b) => a.layer - b.layer || a.neuron - b.neuron);

/** Lets a neuron count for nothing. */
export function ignore(neuron: NeuronRef, name: string): void {
  tryOut({ ignored: withOne(selection.read().ignored, neuron) });
  tell(say("neurons.ignored", { name }), { label: say("action.undo"), run: () => bringBack([neuron]) });
}

/** Lets neurons count again. */
export function bringBack(neurons: readonly NeuronRef[]): void {
  tryOut({ ignored: neurons.reduce<NeuronRef[]>(without, selection.read().ignored) });
  tell(say("neurons.brought_back", { neurons: neurons.length }), {
    label: say("action.undo"),
    run: () => tryOut({ ignored: neurons.reduce<NeuronRef[]>(withOne, selection.read().ignored) }),
  });
}

/** Whether a method ranks by single neurons, so that ignoring one can change its order. */
export const ranksByNeurons = (methods: readonly MethodView[] | undefined, method: string): boolean =>
  methods?.find((each) => each.method === method)?.needs.includes("neuron_features") ?? false;
