/** What trainings came to: a sentence, then a line for each training's loss with its spread, on one scale. */
import type { EvidenceCard } from "../../api";
import { SpreadPlot } from "../../charts/SpreadPlot";
import { Mark } from "../../components/Mark";
import { say } from "../../texts/say";
import type { Side } from "../compare/useCompared";
import { withRange, written } from "./evidence";
import { domainOf, lossesOf, single, verdicts, type Loss } from "./trained";

export function TrainedLosses({ card, sides, title }: { card: EvidenceCard; sides: readonly Side[]; title: string }) {
  const losses = lossesOf(card);
  if (losses.length === 0) return <p className="compare-note">{say("evidence.nothing")}</p>;
  const domain = domainOf(losses);
  const before = single(card, "loss_before");
  const isInside = before !== null && before >= domain[0] && before <= domain[1];
  return (
    <>
      {verdicts(card, sides.map((side) => side.name)).map((words) => <p key={words} className="trained-verdict">{words}</p>)}
      <table className="trained">
        <caption className="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say(`evidence.trained.on.${card.kind === "deciles" ? "deciles" : "proxy_training"}`)}</th>
            <th scope="col">{say("evidence.trained.loss")}</th>
            <th scope="col" className="trained-line"><span className="hidden">{say("evidence.trained.line")}</span></th>
          </tr>
        </thead>
        <tbody>
          {losses.map((one) => {
            const said = withRange(one.loss, "nats");
            return (
              <tr key={keyOf(one)}>
                <th scope="row"><Name of={one} sides={sides} /></th>
                <td className="num">{said.value}{said.range ? <small>{said.range}</small> : null}</td>
                <td className="trained-line"><SpreadPlot {...one.loss} domain={domain} reference={before} mark={<MarkOf of={one} />} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="chart-note">
        {before === null ? null : say(isInside ? "evidence.trained.before_line" : "evidence.trained.before", { loss: written(before, "nats") })}{" "}
        {say("evidence.trained.how", { tokens: single(card, "trained_tokens") ?? 0, held_out: single(card, "held_out_tokens") ?? 0 })}
      </p>
    </>
  );
}

const keyOf = (one: Loss) => (one.of === "ranking" ? one.place : one.of === "tenth" ? one.tenth : one.of);

function Name({ of, sides }: { of: Loss; sides: readonly Side[] }) {
  if (of.of === "ranking") return <span className="pair-name"><Mark place={of.place} /> {sides[of.place]?.name}</span>;
  return <>{of.of === "tenth" ? say("evidence.trained.tenth", { tenth: of.tenth }) : say("evidence.trained.random")}</>;
}

function MarkOf({ of }: { of: Loss }) {
  if (of.of === "ranking") return <Mark place={of.place} />;
  return <svg className="spread-dot" width={10} height={10} viewBox="0 0 10 10"><circle cx={5} cy={5} r={3.5} /></svg>;
}
