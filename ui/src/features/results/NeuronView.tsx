/** A row's neurons against the goal's: sentence first, then counters that filter, then the strips or the table. */
import { useMemo, useState } from "react";
import { useAsk, type NeuronStrip, type RankingView } from "../../api";
import { LayerStrips } from "../../charts/strips/LayerStrips";
import type { Emphasis, Place } from "../../charts/strips/spec";
import { ErrorState, Skeleton } from "../../components/States";
import { cx } from "../../components/cx";
import { say } from "../../texts/say";
import { NeuronTable } from "./NeuronTable";
import { calledInFull, useNeuronNames } from "./neuronNames";
import { neuronAt, neuronWords, stripRows, stripSentence } from "./strips";

interface Props {
  ranking: RankingView;
  row: number;
  as: "strips" | "table";
  chosen: Place | null;
  onChoose: (place: Place | null) => void;
  onHover?: (place: Place | null) => void;
}

/** Asks for the strip and draws it in whatever room there is. */
export function NeuronView(props: Props) {
  const strip = useAsk("neuron_strip", { ranking: props.ranking.ranking, row: props.row }, { keep: true });
  if (strip.failure && !strip.data) return <ErrorState compact failure={strip.failure} onRetry={strip.again} />;
  if (!strip.data) return <div className="neuron-view"><Skeleton lines={10} /></div>;
  return <Drawn {...props} strip={strip.data} />;
}

function Drawn({ ranking, strip, as, chosen, onChoose, onHover }: Props & { strip: NeuronStrip }) {
  const [emphasis, setEmphasis] = useState<Emphasis>(null);
  const names = useNeuronNames(ranking);
  const rows = useMemo(() => stripRows(strip), [strip]);
  const sentence = stripSentence(strip);
  const place = chosen && neuronAt(strip, chosen) ? chosen : null;
  return (
    <div className="neuron-view">
      <p className="neuron-sentence">{sentence}</p>
      <div className="neuron-counters">
        <Counters strip={strip} emphasis={emphasis} onEmphasis={setEmphasis} />
        {strip.ignored > 0 ? <span className="counters-note">{say("neurons.ignored_note", { ignored: strip.ignored })}</span> : null}
        {strip.common > 0 ? <span className="counters-note">{say("neurons.common_note", { common: strip.common })}</span> : null}
      </div>
      {as === "table" ? <NeuronTable strip={strip} emphasis={emphasis} names={names} /> : (
        <LayerStrips rows={rows} label={sentence} emphasis={emphasis} chosen={place} onChoose={onChoose}
          {...(onHover ? { onHover } : {})}
          heads={{ marks: say("neurons.head.marks"), extras: say("neurons.head.extras"), bars: say("neurons.head.bars") }}
          shortHeads={{ marks: say("neurons.head.marks_short"), extras: say("neurons.head.extras_short"), bars: say("neurons.head.bars_short") }}
          nameOf={(at) => neuronWords(neuronAt(strip, at), (neuron) => calledInFull(names, neuron))}
          rowName={(row) => say("neurons.layer", { layer: strip.layers[row]?.layer ?? row, share: strip.layers[row]?.share ?? 0, median: strip.layers[row]?.median ?? 0 })}
          hiddenNote={(hidden) => say("neurons.hidden_note", { hidden })} />
      )}
    </div>
  );
}

const COUNTERS = [
  { kind: "filled", key: "neurons.counter.shared", field: "shared" },
  { kind: "outlined", key: "neurons.counter.missing", field: "missing" },
  { kind: "extra", key: "neurons.counter.only", field: "only_here" },
] as const;

function Counters({ strip, emphasis, onEmphasis }: { strip: NeuronStrip; emphasis: Emphasis; onEmphasis: (to: Emphasis) => void }) {
  return COUNTERS.map(({ kind, key, field }) => (
    <button key={kind} type="button" className={cx("counter", `counter-${kind}`)} aria-pressed={emphasis === kind}
      onClick={() => onEmphasis(emphasis === kind ? null : kind)}>
      <span className="counter-mark" aria-hidden="true" />
      {say(key)} <strong className="num">{say("neurons.count", { count: strip[field] })}</strong>
    </button>
  ));
}
