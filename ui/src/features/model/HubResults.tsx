/** What the hub found for words: models that can be run, and apart from them the others, each with its reason. */
import type { HubOffer } from "../../api";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { say, sayFailure } from "../../texts/say";

interface Props {
  offers: readonly HubOffer[];
  words: string;
  onLook: (name: string) => void;
  onClose: () => void;
}

export function HubResults({ offers, words, onLook, onClose }: Props) {
  // A gated model can be run once its terms are accepted: the steps are on its card.
  const runs = offers.filter((offer) => offer.problem === null || offer.problem.code === "hub_gated");
  const others = offers.filter((offer) => !runs.includes(offer));
  return (
    <section className="hub-results" aria-label={say("model.hub.results")}>
      <header className="hub-results-head">
        <h2 className="model-group">{say("model.hub.results")}</h2>
        <IconButton icon="cross" label={say("action.close")} onClick={onClose} />
      </header>
      {offers.length === 0 ? <p className="model-none">{say("model.hub.none", { words })}</p> : null}
      <ul>
        {runs.map((offer) => (
          <li key={offer.repo} className="hub-offer">
            <div className="model-name"><p className="model-title">{offer.repo}</p><p className="model-remark">{facts(offer)}</p></div>
            {offer.gated ? <span className="hub-lock"><Icon name="lock" />{say("model.hub.gated")}</span> : null}
            <Button onClick={() => onLook(offer.repo)}>{say("model.hub.look")}</Button>
          </li>
        ))}
      </ul>
      {others.length > 0 ? (
        <details className="hub-others">
          <summary>{say("model.hub.cannot", { models: others.length })}</summary>
          <ul>
            {others.map((offer) => (
              <li key={offer.repo} className="hub-offer">
                <div className="model-name"><p className="model-title">{offer.repo}</p>
                  {offer.problem ? <p className="model-problem"><Icon name="stop" />{sayFailure(offer.problem)}</p> : null}</div>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function facts(offer: HubOffer): string {
  const known = { downloads: offer.downloads ?? 0, licence: offer.licence ?? say("model.no_licence") };
  return offer.family === null ? say("model.hub.offer_unknown", known) : say("model.hub.offer", { ...known, family: offer.family });
}
