/** Why they differ: what each of two picks that the other does not, in words and neurons that tell the two apart. */
import { useAsk, type Budget, type RankingView, type TellingNeuron, type TellingWord, type WhyDiffer } from "../../api";
import { MeasureBar } from "../../charts/ScoreBar";
import { Mark } from "../../components/Mark";
import { ErrorState, Skeleton } from "../../components/States";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { calledInFull, useNeuronNames } from "../results/neuronNames";
import { Part } from "./Part";
import { usePair, type Compared, type Side } from "./useCompared";

export function WhyPart({ compared, budget }: { compared: Compared; budget: Budget }) {
  const { ready } = compared;
  const pair = usePair(ready);
  const [a, b] = [ready[pair[0]]!, ready[pair[1]]!];
  const why = useAsk("why_differ", { a: a.ranking.ranking, b: b.ranking.ranking, budget }, { keep: true });
  return (
    <div className="parts">
      {why.failure && !why.data ? <ErrorState compact failure={why.failure} onRetry={why.again} /> : null}
      {why.loading ? <Skeleton lines={9} /> : null}
      {why.data ? <Both why={why.data} a={a} b={b} /> : null}
    </div>
  );
}

type Ready = Side & { ranking: RankingView };

function Both({ why, a, b }: { why: WhyDiffer; a: Ready; b: Ready }) {
  return (
    <>
      {why.too_few ? <p className="compare-note">{say("compare.why.too_few")}</p> : null}
      <div className="parts-two">
        <Own side={a} other={b} rows={why.only_a} words={why.words_a} neurons={why.neurons_a} />
        <Own side={b} other={a} rows={why.only_b} words={why.words_b} neurons={why.neurons_b} />
      </div>
    </>
  );
}

interface OwnProps {
  side: Ready;
  other: Side;
  rows: number;
  words: TellingWord[];
  neurons: TellingNeuron[];
}

function Own({ side, other, rows, words, neurons }: OwnProps) {
  const names = useNeuronNames(side.ranking);
  const columns = { own: say("compare.why.here"), other: say("compare.why.there", { name: other.name }) };
  return (
    <Part title={<span className="pair-name"><Mark place={side.place} /> {say("compare.why.only", { name: side.name, rows })}</span>}>
      <h3 className="compare-subtitle">{say("compare.why.words")}</h3>
      {words.length === 0 ? <p className="compare-note">{say("compare.why.no_words")}</p> : (
        <Shares label={say("compare.why.words")} first={say("compare.why.word")} {...columns}
          lines={words.map((each) => ({ name: each.word, own: each.share, other: each.other_share, lift: each.lift }))} />
      )}
      <h3 className="compare-subtitle">{say("compare.why.neurons")}</h3>
      {neurons.length === 0 ? <p className="compare-note">{say("compare.why.no_neurons")}</p> : (
        <Shares label={say("compare.why.neurons")} first={say("compare.why.neuron")} {...columns}
          lines={neurons.map((each) => ({ name: calledInFull(names, each), own: each.goal_share, other: each.pool_share, lift: each.lift }))} />
      )}
    </Part>
  );
}

interface SharesProps {
  label: string;
  first: string;
  own: string;
  other: string;
  lines: { name: string; own: number; other: number; lift: number }[];
}

function Shares({ label, first, own, other, lines }: SharesProps) {
  return (
    <table className="telling-table">
      <caption className="hidden">{label}</caption>
      <thead><tr><th scope="col">{first}</th><th scope="col" colSpan={2}>{own}</th><th scope="col" className="slices-number">{other}</th></tr></thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.name}>
            <th scope="row" dir="auto">{line.name}</th>
            <td className="telling-bar" aria-hidden="true"><MeasureBar value={line.own} tick={line.other} /></td>
            <td className="slices-number num">{share(line.own)}</td>
            <td className="slices-number num">{share(line.other)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
