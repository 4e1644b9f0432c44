/** The strips with the whole content pane: everything has room, and Escape leads back to the ranking. */
import type { KeyboardEvent } from "react";
import type { Budget, RankingView } from "../../api";
import { Button } from "../../components/Button";
import { KeyCap } from "../../components/KeyCap";
import { Menu } from "../../components/Menu";
import { Segmented } from "../../components/Segmented";
import { say } from "../../texts/say";
import { WhatIfBar } from "../whatif/WhatIfBar";
import { tryOut } from "../whatif/whatif";
import { LayerRange } from "./LayerRange";
import { readNames, saveNames } from "./neuronNames";
import { NeuronFlow } from "./NeuronFlow";
import { NeuronView } from "./NeuronView";
import type { Sides } from "./sides";
import { useDrawing, type Range } from "./useDrawing";
import { show, useView } from "./view";

/** Whether the ranking reads these layers and no others, or cannot be told to. */
const isRankedBy = ({ query, notes }: RankingView, [first, last]: Range): boolean =>
  (query.layers?.[0] === first && query.layers[1] === last) || notes.some((note) => note.note === "layers_unused");

const NO_LAYERS: number[] = [];

/** From a neuron straight to its card, past the tabs of the panel that holds it. */
function toCard(event: KeyboardEvent): void {
  const card = document.querySelector<HTMLElement>(".neuron-card");
  if (!card) return;
  event.preventDefault();
  card.focus();
}

interface Props {
  ranking: RankingView;
  budget: Budget;
  row: number;
  /** Everything that can be held against each other, and what is. */
  all: Sides[];
  sides: Sides;
  onFigure: () => void;
}

export function NeuronPane({ ranking, budget, row, all, sides, onFigure }: Props) {
  const { as, neuron, layers } = useView();
  const { drawing } = useDrawing(ranking, row, sides);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab" && !event.shiftKey && (event.target as HTMLElement).matches(".strip-cell, .flow-node")) return toCard(event);
    if (event.key !== "Escape") return;
    event.preventDefault();
    show(neuron ? { neuron: null } : { enlarged: false });
  };
  return (
    <div className="neuron-pane" onKeyDown={onKeyDown}>
      <div className="toolbar">
        <Button look="quiet" icon="left" keys="Esc" onClick={() => show({ enlarged: false })}>{say("neurons.back")}</Button>
        {as === "flow" ? null : (
          <Menu label={say("neurons.sides.menu", { sides: sides.label })}
            entries={all.map(({ pair: _, ...each }) => ({ ...each, chosen: each.id === sides.id, onAction: () => show({ sides: each.id }) }))}>
            <span className="menu-name">{sides.label}</span>
          </Menu>
        )}
        <LayerRange all={drawing?.layers ?? NO_LAYERS} layers={layers} onLayers={(to) => show({ layers: to })} />
        {layers && !isRankedBy(ranking, layers) ? <Button look="quiet" onClick={() => tryOut({ layers: [...layers] })}>{say("neurons.layers.rank")}</Button> : null}
        <span className="toolbar-gap" />
        <Segmented label={say("neurons.as")} value={as} onChange={(to) => show({ as: to })}
          options={[{ value: "strips", label: say("neurons.as.strips") }, { value: "heat", label: say("neurons.as.heat") }, { value: "flow", label: say("neurons.as.flow") }, { value: "table", label: say("neurons.as.table") }]} />
        <Menu look="quiet" label={say("neurons.names.menu")} entries={[
          { id: "save", label: say("neurons.names.save"), icon: "export", onAction: saveNames },
          { id: "read", label: say("neurons.names.read_file"), onAction: readNames },
        ]} />
        <Button look="quiet" icon="export" onClick={onFigure}>{say("figure.dialog")}</Button>
      </div>
      <WhatIfBar ranking={ranking} budget={budget} />
      <div className="neuron-pane-body">
        {as === "flow" ? <NeuronFlow ranking={ranking} row={row} layers={layers} chosen={neuron} onChoose={(to) => show({ neuron: to })} />
          : <NeuronView ranking={ranking} row={row} sides={sides} as={as} layers={layers} onLayers={(to) => show({ layers: to })} chosen={neuron} onChoose={(to) => show({ neuron: to })} />}
      </div>
      <p className="neuron-pane-keys">
        <span>{as === "heat" ? say("neurons.heat_note") : as === "flow" ? say("neurons.flow.legend") : drawing?.legend}</span>
        <span className="toolbar-gap" />
        <span className="neuron-keys">
          <KeyCap keys="↑" /><KeyCap keys="↓" /> {say("neurons.keys.layer")}
          <KeyCap keys="←" /><KeyCap keys="→" /> {say("neurons.keys.neuron")}
          <KeyCap keys="Tab" /> {say("neurons.keys.card")}
          <KeyCap keys="Esc" /> {say("neurons.keys.back")}
        </span>
      </p>
    </div>
  );
}
