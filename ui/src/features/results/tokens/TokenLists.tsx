/** The same as lists: the words, neurons and examples that give most. For those who hear the window it is the whole of it. */
import type { Tokens, TokensBy } from "../../../api";
import { MeasureBar } from "../../../charts/ScoreBar";
import { InspectorPart } from "../../../components/Inspector";
import { VisibleText } from "../../../components/text/DocumentText";
import { number, share } from "../../../texts/format";
import { say } from "../../../texts/say";
import { neuronName } from "../strips";
import { valueText } from "./tokens";

export function Strongest({ tokens }: { tokens: Tokens }) {
  const { text, strongest } = tokens;
  if (!text || strongest.length === 0) return null;
  const most = Math.max(...strongest.map((word) => word.value));
  return (
    <InspectorPart title={say("tokens.strongest")} aside={say(text.nats ? "tokens.strongest_nats" : "tokens.strongest_share")}>
      <ul className="why-list tokens-list">
        {strongest.map((word) => (
          <li key={word.text}>
            <span className="why-line" dir="auto" title={word.text}><VisibleText text={word.text} />{word.times > 1 ? <span className="quiet"> {say("tokens.times", { times: word.times })}</span> : null}</span>
            <MeasureBar value={word.value / most} />
            <strong className="num">{valueText(text, word.value)}</strong>
          </li>
        ))}
      </ul>
    </InspectorPart>
  );
}

export function Features({ tokens, by, of }: { tokens: Tokens; by: TokensBy; of: string }) {
  if (tokens.features.length === 0) return null;
  const most = tokens.features[0]!.share;
  const title = by === "neurons" ? "tokens.features.neurons" : of === "latents" ? "tokens.features.latents" : "tokens.features.columns";
  return (
    <InspectorPart title={say(title)} aside={say("tokens.strongest_share")}>
      <ul className="why-list tokens-list">
        {tokens.features.map((each) => (
          <li key={`${each.layer} ${each.number}`}>
            <code className="why-line">{neuronName({ layer: each.layer, neuron: each.number })}</code>
            <MeasureBar value={each.share / most} />
            <strong className="num">{share(each.share)}</strong>
          </li>
        ))}
      </ul>
    </InspectorPart>
  );
}

export function Nearest({ tokens }: { tokens: Tokens }) {
  if (tokens.nearest.length === 0) return null;
  const most = Math.max(...tokens.nearest.map((each) => each.mass), 1e-12);
  return (
    <InspectorPart title={say("tokens.nearest")} aside={say("tokens.nearest_aside")}>
      <ul className="why-list tokens-near">
        {tokens.nearest.map((each) => (
          <li key={each.example}>
            <span className="why-line" dir="auto" title={each.excerpt}><VisibleText text={each.excerpt} /></span>
            <span className="num quiet">{number(each.distance)}</span>
            <MeasureBar value={each.mass / most} />
            <strong className="num">{each.mass > 0 ? massText(each.mass) : say("tokens.no_mass")}</strong>
          </li>
        ))}
      </ul>
    </InspectorPart>
  );
}

/** Masses of a large pool are small: in thousandths of all there is. */
const massText = (mass: number): string => say("tokens.mass", { mass: number(mass * 1000) });
