/** Examples and layers to try with, above the ranking that follows at once. Nothing of it changes the goal. */
import "./whatif.css";
import { useAsk, type ExampleView, type RankingView } from "../../api";
import { Button, IconButton } from "../../components/Button";
import { Checkbox } from "../../components/Field";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { LayerRange } from "./LayerRange";
import { countingIn, tryExample, tryOut } from "./whatif";

export function WhatIfPanel({ ranking, layers, onClose }: { ranking: RankingView; layers: number; onClose: () => void }) {
  const goal = useAsk("goal", { goal: ranking.query.goal }, { keep: true });
  const examples = goal.data?.examples ?? [];
  const counting = countingIn(ranking.query, examples);
  const wanted = examples.filter((one) => !one.unwanted && counting.includes(one.example));
  const isUnused = ranking.notes.some((note) => note.note === "layers_unused");
  return (
    <section className="whatif-panel" aria-label={say("whatif.panel")}>
      <div className="whatif-part">
        <h2 className="whatif-head">{say("whatif.panel_examples")} <span className="ink-3">{say("whatif.panel_counting", { counting: counting.length, examples: examples.length })}</span></h2>
        <ul className="whatif-examples">
          {examples.map((one, at) => (
            <Example key={one.example} one={one} number={at + 1} counts={counting.includes(one.example)} isLast={wanted.length === 1 && wanted[0] === one}
              onCounts={(counts) => tryExample(examples, one.example, counts)} />
          ))}
        </ul>
      </div>
      {layers > 1 ? (
        <div className="whatif-part whatif-layers">
          <h2 className="whatif-head">{say("whatif.panel_layers")} <span className="ink-3">{ranking.query.layers ? say("whatif.layers_some", { first: ranking.query.layers[0], last: ranking.query.layers[1] }) : say("whatif.layers_all", { layers })}</span></h2>
          <LayerRange layers={layers} value={ranking.query.layers} onChange={(to) => tryOut({ layers: to })} />
          <p className="hint">{say(isUnused ? "whatif.layers_unused" : "whatif.layers_hint")}</p>
          {ranking.query.layers ? <Button look="quiet" onClick={() => tryOut({ layers: null })}>{say("whatif.use_all_layers")}</Button> : null}
        </div>
      ) : null}
      <IconButton className="whatif-close" icon="cross" label={say("action.close")} onClick={onClose} />
    </section>
  );
}

interface ExampleProps {
  one: ExampleView;
  number: number;
  counts: boolean;
  /** The last one that counts stays: a ranking needs one. */
  isLast: boolean;
  onCounts: (counts: boolean) => void;
}

function Example({ one, number, counts, isLast, onCounts }: ExampleProps) {
  const agreement = one.agreement === null ? "" : say("whatif.agrees", { share: share(one.agreement) });
  return (
    <li>
      <Checkbox label={say("whatif.example", { number, text: one.text.slice(0, 160).replace(/\s+/g, " ") })} checked={counts} disabled={counts && isLast} onChange={onCounts} />
      <span className="num ink-3">{one.unwanted ? say("goal.mark.unwanted") : agreement}</span>
    </li>
  );
}
