/** Neurons that fire on nearly everything: said how many, and listed when asked for, each with its card. */
import { useId, useState } from "react";
import type { NeuronRef } from "../../api";
import { Button } from "../../components/Button";
import { say } from "../../texts/say";
import { calledInFull, type NeuronNames } from "./neuronNames";

interface Props {
  neurons: NeuronRef[];
  names: NeuronNames;
  chosen: NeuronRef | null;
  onChoose: (neuron: NeuronRef | null) => void;
}

export function CommonNeurons({ neurons, names, chosen, onChoose }: Props) {
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  const isChosen = (one: NeuronRef) => one.layer === chosen?.layer && one.neuron === chosen.neuron;
  return (
    <>
      <span className="counters-note">
        {say("neurons.common_note", { common: neurons.length })}{" "}
        <Button look="link" aria-expanded={isOpen} aria-controls={list} onClick={() => setOpen(!isOpen)}>{say(isOpen ? "neurons.common_hide" : "neurons.common_show")}</Button>
      </span>
      {isOpen ? (
        <ul id={list} className="common-neurons" aria-label={say("neurons.common_list")}>
          {neurons.map((one) => (
            <li key={`${one.layer}·${one.neuron}`}>
              <Button look="quiet" aria-pressed={isChosen(one)} onClick={() => onChoose(isChosen(one) ? null : one)}>{calledInFull(names, one)}</Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
