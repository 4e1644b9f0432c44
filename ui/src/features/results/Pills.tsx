/** What narrows or changes the ranking, each taken away by a press: the selection's settings, filters, ignored neurons. */
import type { NeuronRef, RankingView } from "../../api";
import { useSelection } from "../../app/selection";
import { Button } from "../../components/Button";
import { Pill } from "../../components/Tag";
import { say } from "../../texts/say";
import { inForce } from "../selection/composition";
import { SelectionPills } from "../selection/SelectionPills";
import { conditionWords } from "./conditions";
import { bringBack, without } from "./neuronDeeds";
import { show, useView } from "./view";
import { called, useNeuronNames } from "./neuronNames";

export function Pills({ ranking }: { ranking: RankingView }) {
  const { conditions, fires } = useView();
  const { ignored, composition } = useSelection();
  const names = useNeuronNames(ranking);
  if (conditions.length + fires.length + ignored.length + inForce(composition).length === 0) return null;
  const remove = (filter: string) => say("results.filter.remove", { filter });
  return (
    <div className="pills">
      <SelectionPills />
      {conditions.map((condition) => {
        const words = conditionWords(condition);
        return (
          <Pill key={words} label={remove(words)} onRemove={() => show({ conditions: conditions.filter((other) => other !== condition) })}>
            {words}
          </Pill>
        );
      })}
      {fires.map((neuron) => {
        const words = say("neurons.fires", { name: called(names, neuron) });
        return <Pill key={words} label={remove(words)} onRemove={() => show({ fires: without(fires, neuron) })}>{words}</Pill>;
      })}
      {conditions.length + fires.length === 0 ? null
        : <Button look="link" onClick={() => show({ conditions: [], fires: [] })}>{say("results.filter.clear_all")}</Button>}
      <Ignored ignored={ignored} nameOf={(neuron) => called(names, neuron)} />
    </div>
  );
}

/** Ignored neurons stand apart: they change the order and hide no row. */
function Ignored({ ignored, nameOf }: { ignored: NeuronRef[]; nameOf: (neuron: NeuronRef) => string }) {
  if (ignored.length === 0) return null;
  return (
    <>
      <span className="pills-gap" />
      <span className="pills-label">{say("neurons.ignored_list", { ignored: ignored.length })}</span>
      {ignored.map((neuron) => (
        <Pill key={nameOf(neuron)} label={say("neurons.bring_back_one", { name: nameOf(neuron) })} onRemove={() => bringBack([neuron])}>{nameOf(neuron)}</Pill>
      ))}
      {ignored.length < 2 ? null : <Button look="link" onClick={() => bringBack(ignored)}>{say("neurons.bring_back_all")}</Button>}
    </>
  );
}
