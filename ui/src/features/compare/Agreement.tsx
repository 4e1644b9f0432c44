/** How much every two rankings agree: each measure with its number, what the number says, and what is measured. */
import type { PairAgreement } from "../../api";
import { Mark } from "../../components/Mark";
import { number, share } from "../../texts/format";
import { say } from "../../texts/say";
import type { Side } from "./useCompared";

const MEASURES = ["both", "rbo", "tau_b"] as const;
type Measure = (typeof MEASURES)[number];

export function Agreement({ pairs, sides, kept }: { pairs: readonly PairAgreement[]; sides: readonly Side[]; kept: number }) {
  return (
    <table className="facts-table">
      <caption className="hidden">{say("compare.agreement")}</caption>
      {pairs.length === 1 ? null : (
        <thead>
          <tr>
            <th scope="col"><span className="hidden">{say("compare.agreement.measure")}</span></th>
            {pairs.map((pair) => <th key={`${pair.a}-${pair.b}`} scope="col"><PairName pair={[pair.a, pair.b]} sides={sides} /></th>)}
          </tr>
        </thead>
      )}
      <tbody>
        {MEASURES.map((measure) => (
          <tr key={measure}>
            <th scope="row">{say(`compare.measure.${measure}`)}<small>{say(`compare.measure.${measure}_means`)}</small></th>
            {pairs.map((pair) => {
              const { value, words } = said(measure, pair, kept);
              return <td key={`${pair.a}-${pair.b}`}><strong className="num">{value}</strong>{words === "" ? null : <small>{words}</small>}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Two rankings by marker and name. */
function PairName({ pair: [a, b], sides }: { pair: readonly [number, number]; sides: readonly Side[] }) {
  return <span className="pair-name"><Mark place={a} /><Mark place={b} /><span>{say("compare.and", { words: sides[a]?.name ?? "", name: sides[b]?.name ?? "" })}</span></span>;
}

function said(measure: Measure, pair: PairAgreement, kept: number): { value: string; words: string } {
  if (measure === "both") return { value: say("compare.rows", { rows: pair.both }), words: say("compare.measure.of_kept", { share: pair.both / Math.max(1, kept), jaccard: share(pair.jaccard) }) };
  const value = pair[measure];
  if (value === null) return { value: "—", words: say("compare.level.none") };
  return { value: number(value), words: say(`compare.level.${levelOf(value)}`) };
}

/** What a measure of agreement says in words; the steps are ours. */
export function levelOf(value: number): "much" | "fairly" | "somewhat" | "hardly" | "opposed" {
  if (value >= 0.8) return "much";
  if (value >= 0.5) return "fairly";
  if (value >= 0.2) return "somewhat";
  return value >= -0.2 ? "hardly" : "opposed";
}
