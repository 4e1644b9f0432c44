/** What neurons are called: a person's own name where there is one, else layer and number. */
import { useMemo } from "react";
import { call, pick, useAsk, type NeuronRef, type RankingView } from "../../api";
import { attempt } from "../../app/commands";
import { tell } from "../../app/status";
import { say } from "../../texts/say";
import { neuronName } from "./strips";

/** Names by "layer·number". */
export type NeuronNames = ReadonlyMap<string, string>;

const NONE: NeuronNames = new Map();

/** The names of the neurons that a ranking reads; none where it reads no neurons. */
export function useNeuronNames(ranking: RankingView): NeuronNames {
  const named = useAsk("neuron_names", { ranking: ranking.ranking }, { enabled: ranking.model_name !== null, keep: true }).data;
  return useMemo(() => (named ? new Map(named.map((each) => [neuronName(each.neuron), each.name])) : NONE), [named]);
}

/** "fractions", or "14·288" for a neuron without a name. */
export const called = (names: NeuronNames, neuron: NeuronRef): string => names.get(neuronName(neuron)) ?? neuronName(neuron);

/** "fractions (14·288)": for where the number must be known too. */
export function calledInFull(names: NeuronNames, neuron: NeuronRef): string {
  const name = names.get(neuronName(neuron));
  return name === undefined ? neuronName(neuron) : say("neurons.named", { name, neuron: neuronName(neuron) });
}

/** Names a neuron; an empty name takes it away. A name that it had before can be put back. */
export function nameNeuron(ranking: number, neuron: NeuronRef, name: string): void {
  const put = async (to: string | null) => { await call("name_neuron", { ranking, neuron, name: to }); };
  attempt(async () => {
    const named = await call("neuron_names", { ranking });
    const before = named.find((one) => neuronName(one.neuron) === neuronName(neuron))?.name;
    const now = name.trim() === "" ? null : name.trim();
    await put(now);
    if (before !== undefined && before !== now) tell(say("neurons.renamed", { name: before }), { label: say("action.undo"), run: () => attempt(() => put(before)) });
  });
}

/** Writes all names to a file that the person chooses. */
export function saveNames(): void {
  attempt(async () => {
    const [file] = await pick({ purpose: "save", suggested: "neuron-names.json" });
    if (!file) return;
    const { place } = await call("save_neuron_names", { ticket: file.ticket });
    tell(say("neurons.names.saved", { place }));
  });
}

/** Takes names in from a file; a neuron that has a name here keeps it. */
export function readNames(): void {
  attempt(async () => {
    const [file] = await pick({ purpose: "neuron_names" });
    if (!file) return;
    const { added, kept } = await call("read_neuron_names", { ticket: file.ticket });
    tell(kept > 0 ? say("neurons.names.read_kept", { added, kept }) : say("neurons.names.read", { added }));
  });
}
