/** Neurons of two sides: sentence first, then counters that filter, then the strips or the table. */
import { useState } from "react";
import type { NeuronRef, RankingView } from "../../api";
import { HeatStrip } from "../../charts/strips/HeatStrip";
import { LayerStrips } from "../../charts/strips/LayerStrips";
import type { Emphasis } from "../../charts/strips/spec";
import { ErrorState, Skeleton } from "../../components/States";
import { cx } from "../../components/cx";
import { say } from "../../texts/say";
import { CommonNeurons } from "./CommonNeurons";
import type { Drawing } from "./drawing";
import { NeuronTable } from "./NeuronTable";
import { calledInFull, useNeuronNames } from "./neuronNames";
import { PairTable } from "./PairTable";
import type { Sides } from "./sides";
import { useDrawing, type Drawn, type Range } from "./useDrawing";

interface Props {
  ranking: RankingView;
  row: number;
  /** What is held against what; a row and the goal if none. */
  sides: Sides | null;
  as: "strips" | "heat" | "table";
  /** First and last layer shown; all if none. */
  layers?: Range | null;
  onLayers?: (layers: [number, number] | null) => void;
  chosen: NeuronRef | null;
  onChoose: (neuron: NeuronRef | null) => void;
}

/** Asks for the neurons and draws them in whatever room there is. */
export function NeuronView(props: Props) {
  const drawn = useDrawing(props.ranking, props.row, props.sides, props.as === "heat" ? null : props.layers);
  if (drawn.failure && !drawn.drawing) return <ErrorState compact failure={drawn.failure} onRetry={drawn.again} />;
  if (!drawn.drawing) return <div className="neuron-view"><Skeleton lines={10} /></div>;
  return <Picture {...props} drawn={drawn} drawing={drawn.drawing} />;
}

function Picture({ ranking, sides, as, layers, onLayers, chosen, onChoose, drawn, drawing }: Props & { drawn: Drawn; drawing: Drawing }) {
  const [emphasis, setEmphasis] = useState<Emphasis>(null);
  const names = useNeuronNames(ranking);
  const shown = drawing.counters.some((each) => each.kind === emphasis) ? emphasis : null;
  return (
    <div className={cx("neuron-view", sides?.pair && "neuron-view-mirrored")}>
      <p className="neuron-sentence">{drawing.sentence}</p>
      <div className="neuron-counters">
        <Counters drawing={drawing} emphasis={shown} onEmphasis={setEmphasis} />
        {layers ? <span className="counters-note">{say(as === "heat" ? "neurons.layers.brushed" : "neurons.layers.shown", { first: layers[0], last: layers[1] })}</span> : null}
        {drawing.notes.map((note) => <span key={note} className="counters-note">{note}</span>)}
        {drawing.common.length > 0 ? <CommonNeurons neurons={drawing.common} names={names} chosen={chosen} onChoose={onChoose} /> : null}
      </div>
      {as === "heat" ? (
        <HeatStrip rows={drawing.rows} label={drawing.sentence} brushed={layers ? [rowOf(drawing, layers[0]), rowOf(drawing, layers[1])] : null}
          onBrush={(rows) => onLayers?.(rows && [drawing.layers[rows[0]]!, drawing.layers[rows[1]]!])} />
      ) : as === "strips" ? (
        <LayerStrips rows={drawing.rows} label={drawing.sentence} emphasis={shown} chosen={drawing.placeOf(chosen)}
          onChoose={(place) => onChoose(place ? drawing.neuronAt(place) : null)} heads={drawing.heads} shortHeads={drawing.shortHeads}
          nameOf={(at) => drawing.words(at, (neuron) => calledInFull(names, neuron))} rowName={drawing.rowName}
          hiddenNote={(hidden) => say("neurons.hidden_note", { hidden })} />
      ) : drawn.pair && sides?.pair ? <PairTable pair={drawn.pair} names={names} sides={sides.pair.names} emphasis={shown} chosen={chosen} onChoose={onChoose} />
        : drawn.strip ? <NeuronTable strip={drawn.strip} emphasis={shown} names={names} chosen={chosen} onChoose={onChoose} /> : null}
    </div>
  );
}

/** The row of a layer, or of the nearest before it. */
const rowOf = (drawing: Drawing, layer: number): number => Math.max(0, drawing.layers.findLastIndex((each) => each <= layer));

function Counters({ drawing, emphasis, onEmphasis }: { drawing: Drawing; emphasis: Emphasis; onEmphasis: (to: Emphasis) => void }) {
  return drawing.counters.map(({ kind, label, count }) => (
    <button key={kind} type="button" className={cx("counter", `counter-${kind}`)} aria-pressed={emphasis === kind}
      onClick={() => onEmphasis(emphasis === kind ? null : kind)}>
      <span className="counter-mark" aria-hidden="true" />
      {label} <strong className="num">{say("neurons.count", { count })}</strong>
    </button>
  ));
}
