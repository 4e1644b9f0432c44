/** The panel about one row: why it is where it is, its neurons, its text; and what can be done with it. */
import type { Cut, RankedRow, RankingView } from "../../api";
import { Button, IconButton } from "../../components/Button";
import { Inspector } from "../../components/Inspector";
import { tabPanel, Tabs } from "../../components/Tabs";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import type { Deed } from "./keys";
import { NeuronCard } from "./NeuronCard";
import { NeuronView } from "./NeuronView";
import type { Sides } from "./sides";
import { RowText } from "./tokens/RowText";
import { show, useView, type Panel } from "./view";
import { WhyPanel } from "./WhyPanel";

interface Props {
  ranking: RankingView;
  cut: Cut | undefined;
  /** The row's number; its words may still be on their way. */
  row: number;
  rank: number | null;
  known: RankedRow | undefined;
  isPinned: boolean;
  /** Some rows or rankings have no neurons to show. */
  hasNeurons: boolean;
  /** What the enlarged strips hold against each other. */
  sides: Sides;
  onStep: (rows: number) => void;
  onDeed: (deed: Deed) => void;
}

const PANELS: readonly Panel[] = ["why", "neurons", "text"];

export function ResultsInspector(props: Props) {
  const { rank, isPinned, onStep, onDeed } = props;
  const { panel } = useView();
  return (
    <Inspector label={say("results.inspector")} head={(
      <>
        <h2 className="hidden">{say("results.inspector")}</h2>
        <Tabs id="inspector" label={say("results.inspector")} value={panel} onChange={(to) => show({ panel: to })}
          tabs={PANELS.map((each) => ({ value: each, label: say(`results.panel.${each}`) }))} />
        <span className="inspector-row">
          {rank === null ? say("results.row_unranked") : <>{say("results.row")} <strong className="num">#{count(rank)}</strong></>}
        </span>
        <IconButton icon="up" label={say("results.step.up")} onClick={() => onStep(-1)} />
        <IconButton icon="down" label={say("results.step.down")} onClick={() => onStep(1)} />
        <IconButton icon="cross" label={say("action.close")} onClick={() => onDeed({ do: "close" })} />
      </>
    )} foot={(
      <>
        <Button keys="E" onClick={() => onDeed({ do: "add" })}>{say("results.add")}</Button>
        <Button look="quiet" aria-keyshortcuts="Shift+E" title={say("results.unlike_hint")} onClick={() => onDeed({ do: "unlike" })}>{say("results.unlike")}</Button>
        <span className="toolbar-gap" />
        <Button look="quiet" icon="pin" keys="P" aria-pressed={isPinned} onClick={() => onDeed({ do: "pin" })}>
          {say(isPinned ? "results.unpin" : "results.pin")}
        </Button>
      </>
    )}>
      <div {...tabPanel("inspector", panel)}><PanelOf {...props} panel={panel} /></div>
    </Inspector>
  );
}

function PanelOf({ panel, ranking, cut, row, known, hasNeurons, sides }: Props & { panel: Panel }) {
  const { enlarged, neuron, as } = useView();
  if (panel === "text") return <RowText ranking={ranking} row={row} />;
  if (panel === "why") {
    return <WhyPanel ranking={ranking} row={row} excerpt={known?.excerpt} cut={cut} onNeurons={() => show({ panel: "neurons" })} />;
  }
  if (!hasNeurons) return <p className="inspector-note">{say("neurons.none_for_method")}</p>;
  if (enlarged) return <NeuronCard ranking={ranking} row={row} sides={as === "flow" ? null : sides} neuron={neuron} inFlow={as === "flow"} />;
  return (
    <div className="inspector-neurons">
      <NeuronView ranking={ranking} row={row} sides={null} as="strips" chosen={neuron} onChoose={(to) => show({ neuron: to })} />
      <p className="chart-note">{say("neurons.height_note")}</p>
      <Button icon="columns" onClick={() => show({ enlarged: true, open: true })}>{say("neurons.enlarge")}</Button>
      <NeuronCard ranking={ranking} row={row} sides={null} neuron={neuron} />
    </div>
  );
}
