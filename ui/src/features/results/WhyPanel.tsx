/** Why a row stands where it does: a sentence, the spread it stands in, and the exact shares by example, layer and neuron. */
import { useAsk, type Cut, type RankingScore, type RankingView, type Why } from "../../api";
import { HistogramStrip, type StripMark } from "../../charts/HistogramStrip";
import { middleBar, ShareBars } from "../../charts/ShareBars";
import { SignedBar } from "../../charts/SignedBar";
import { Button } from "../../components/Button";
import { InspectorPart } from "../../components/Inspector";
import { ErrorState, Skeleton } from "../../components/States";
import { Tag } from "../../components/Tag";
import { VisibleText } from "../../components/text/DocumentText";
import { share } from "../../texts/format";
import { say, sayAny } from "../../texts/say";
import { called, calledInFull, useNeuronNames } from "./neuronNames";
import { WithoutExample } from "../whatif/WithoutExample";
import { Rich } from "./Rich";
import { scoreSentence, scoreText } from "./scores";
import { neuronName } from "./strips";
import { show } from "./view";

interface Props {
  ranking: RankingView;
  row: number;
  excerpt: string | undefined;
  cut: Cut | undefined;
  onNeurons: () => void;
}

export function WhyPanel({ ranking, row, excerpt, cut, onNeurons }: Props) {
  const why = useAsk("why", { ranking: ranking.ranking, row }, { keep: true });
  return (
    <>
      {excerpt === undefined ? null : (
        <div className="why-excerpt-part">
          <InspectorPart><p className="why-excerpt" dir="auto"><VisibleText text={excerpt} /></p></InspectorPart>
        </div>
      )}
      {why.failure && !why.data ? <ErrorState compact failure={why.failure} onRetry={why.again} /> : null}
      {why.loading ? <InspectorPart><Skeleton lines={6} /></InspectorPart> : null}
      {why.data ? <Reasons why={why.data} ranking={ranking} cut={cut} onNeurons={onNeurons} /> : null}
    </>
  );
}

function Reasons({ why, ranking, cut, onNeurons }: { why: Why; ranking: RankingView; cut: Cut | undefined; onNeurons: () => void }) {
  if (why.score === null) return <InspectorPart><p>{say("results.why.unscored")}</p></InspectorPart>;
  return (
    <>
      <Spread why={why} score={why.score} ranking={ranking} cut={cut} />
      <Sentence why={why} />
      <Parts why={why} kind={ranking.score_kind} />
      {why.exact || why.by_example.length === 0 ? null : <InspectorPart><p className="why-beside">{say("results.why.beside")}</p></InspectorPart>}
      <ByExample why={why} ranking={ranking} />
      <ByLayer why={why} />
      <Telling why={why} ranking={ranking} onNeurons={onNeurons} />
    </>
  );
}

function Spread({ why, score, ranking, cut }: { why: Why; score: number; ranking: RankingView; cut: Cut | undefined }) {
  const kind = ranking.score_kind;
  const marks: StripMark[] = [
    { look: "typical", at: why.median_score, label: say("results.mark.typical", { at: scoreText(kind, why.median_score) }) },
    ...(cut?.last_score != null
      ? [{ look: "cut" as const, at: cut.last_score, label: say("results.mark.cut", { at: scoreText(kind, cut.last_score) }) }]
      : []),
    { look: "this", at: score, label: say("results.mark.this", { at: scoreText(kind, score) }) },
  ];
  const { least, most, bins } = ranking.histogram;
  return (
    <InspectorPart>
      <p className="why-sentence" data-value={score}><Rich text={scoreSentence("why", kind, score, why.median_score)} /></p>
      <p className="why-words"><Button look="link" keys="M" onClick={() => show({ panel: "text", marks: true })}>{say("tokens.open")}</Button></p>
      <HistogramStrip least={least} most={most} bins={bins} marks={marks} label={scoreSentence("spread", kind, score, why.median_score)} />
    </InspectorPart>
  );
}

/** What the row and the goal have in common, in words. */
function Sentence({ why }: { why: Why }) {
  const closest = why.by_example[0];
  if (!closest || why.most_telling === 0) return null;
  return (
    <InspectorPart>
      <p>
        <Rich text={say("results.why.shares", { of: why.of_most_telling, most: why.most_telling })} />{" "}
        <span>{say("results.why.closest_to")} <q dir="auto"><VisibleText text={closest.excerpt.trim().slice(0, 80)} /></q></span>
      </p>
    </InspectorPart>
  );
}

/** What each representation adds to the score, for methods that add them up: bars from a line at nothing. */
function Parts({ why, kind }: { why: Why; kind: RankingScore }) {
  if (why.parts.length < 2) return null;
  const most = Math.max(...why.parts.map((part) => Math.abs(part.value)), 1e-9);
  return (
    <InspectorPart title={say("results.why.parts")} aside={<>{say("results.why.parts_aside")}<Tag>{say("results.why.exact")}</Tag></>}>
      <ul className="why-list why-parts">
        {why.parts.map((part) => (
          <li key={part.representation}>
            <span className="why-line">{sayAny(`vote.${part.representation}`)}</span>
            <SignedBar value={part.value / most} />
            <strong className="num">{scoreText(kind, part.value)}</strong>
          </li>
        ))}
      </ul>
    </InspectorPart>
  );
}

/** A share of the score with one decimal: those of single neurons are small. */
const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

const CLOSEST = 3;

/** The neurons a row shares with each example. For neuron match their mean is the score; for others they stand beside it. */
function ByExample({ why, ranking }: { why: Why; ranking: RankingView }) {
  if (why.by_example.length === 0) return null;
  const score = why.by_example.reduce((sum, each) => sum + each.share, 0) / why.by_example.length;
  const bars = why.by_example.map((each) => ({ share: each.share, name: `${share(each.share)}  ${each.excerpt}` }));
  const closest = why.by_example[0]!;
  return (
    <InspectorPart title={say("results.why.by_example")} aside={say("results.why.by_example_aside", { score })}>
      <ShareBars bars={bars} mean={score} chosen={0} height={40}
        label={say("results.why.by_example_sentence", { examples: bars.length, score, best: closest.share })} />
      <ol className="why-list" aria-label={say("results.why.closest")}>
        {why.by_example.slice(0, CLOSEST).map((each) => (
          <li key={each.example}>
            <strong className="num">{share(each.share)}</strong>
            <span className="why-line" dir="auto" title={each.excerpt}><VisibleText text={each.excerpt} /></span>
            <WithoutExample ranking={ranking} row={why.row} rank={why.rank} example={each.example} />
          </li>
        ))}
      </ol>
    </InspectorPart>
  );
}

function ByLayer({ why }: { why: Why }) {
  const layers = why.by_layer;
  if (layers.length === 0) return null;
  const bars = layers.map((each) => ({
    share: each.share,
    tick: each.median,
    name: say("results.why.layer", { layer: each.layer, share: each.share, median: each.median }),
  }));
  const strongest = layers.reduce((best, each) => (each.share - each.median > best.share - best.median ? each : best));
  const feet = [
    say("results.why.early", { layer: layers[0]!.layer }),
    `L${layers[middleBar(layers.length)]!.layer}`,
    say("results.why.late", { layer: layers[layers.length - 1]!.layer }),
  ] as const;
  const sentence = say("results.why.by_layer_sentence", { layer: strongest.layer, share: strongest.share, median: strongest.median });
  return (
    <InspectorPart title={say("results.why.by_layer")}
      aside={<>{say("results.why.by_layer_aside")}<Tag>{say(why.exact ? "results.why.exact" : "results.why.approximate")}</Tag></>}>
      <ShareBars bars={bars} feet={feet} height={64} label={sentence} />
    </InspectorPart>
  );
}

function Telling({ why, ranking, onNeurons }: { why: Why; ranking: RankingView; onNeurons: () => void }) {
  const names = useNeuronNames(ranking);
  if (why.telling.length === 0) {
    return <InspectorPart title={say("results.why.telling")}><p className="why-line">{say("results.why.telling_none")}</p></InspectorPart>;
  }
  const listed = why.telling.slice(0, 5);
  const sum = (adds: number[]) => adds.reduce((all, each) => all + each, 0);
  const adds = sum(why.telling_adds.slice(0, listed.length));
  const others = why.other_neurons + sum(why.telling_adds.slice(listed.length));
  return (
    <InspectorPart title={say("results.why.telling")}
      aside={<>{say("results.why.telling_aside")}<Button look="link" keys="N" onClick={onNeurons}>{say("results.why.telling_all")}</Button></>}>
      <ul className="why-list telling">
        {listed.map((each) => (
          <li key={neuronName(each)}>
            <span className="neuron-square" aria-hidden="true" />
            <code className="telling-name" dir="auto" title={calledInFull(names, each)}>{called(names, each)}</code>
            <span className="why-line">{say("results.why.lift", { lift: each.lift })}</span>
            <strong className="num">{share(each.goal_share)}</strong>
            <span className="num quiet">{share(each.pool_share)}</span>
          </li>
        ))}
      </ul>
      {why.exact ? <p className="why-sum hint" data-listed={adds} data-others={others}>{say("results.why.neurons_sum", { listed: percent(adds), others: percent(others), score: percent(adds + others) })}</p> : null}
    </InspectorPart>
  );
}
