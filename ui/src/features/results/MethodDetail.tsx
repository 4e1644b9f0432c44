/** Everything about one method: when it is good, what to be careful about, what it needs, where it comes from, its settings. */
import type { ReactNode } from "react";
import { useCache, type MethodView, type RankingView, type ReadingInfo } from "../../api";
import { Tag } from "../../components/Tag";
import { duration } from "../../texts/format";
import { say } from "../../texts/say";
import { isOfNeurons } from "../model/offers";
import type { HowToRank } from "./MethodMenu";
import { needsOf, standingOf, wordsOf } from "./methods";
import { ReadNeeds } from "./NeedsReading";
import { needNames, unread } from "./needs";
import { MethodSettings } from "./MethodSettings";
import { SurpriseHandles, WITH_HANDLES } from "./SurpriseHandles";

interface Props {
  method: MethodView;
  how: HowToRank;
  onHow: (how: HowToRank) => void;
  readings: ReadingInfo[];
}

export function MethodDetail({ method, how, onHow, readings }: Props) {
  const standing = standingOf(method);
  const measured = useMeasured(method.method);
  const name = wordsOf(method, "plain");
  const missing = unread(method, readings);
  return (
    <section className="method-detail" aria-label={say("results.method.chosen", { method: name })} tabIndex={0}>
      <h3 className="method-title">{name} <small>{method.technical}</small></h3>
      <p className="method-lead">{wordsOf(method, "sentence")}</p>
      <dl className="method-facts">
        <Fact title={say("results.method.good")}>{wordsOf(method, "good_when")}</Fact>
        <Fact title={say("results.method.careful")}>{wordsOf(method, "careful_when")}</Fact>
        <Fact title={say("results.method.needs")}><ul>{needsOf(method).map((need) => <li key={need}>{need}</li>)}</ul></Fact>
        {missing.length > 0 ? <Fact title={say("needs.missing")}><span className="needs"><span>{needNames(missing)}</span><ReadNeeds needs={missing} /></span></Fact> : null}
        {method.picks_a_set ? <Fact title={say("results.method.set")}>{say("results.method.set_words")}</Fact> : null}
        {measured ? <Fact title={say("results.method.time")}>{say("results.method.time_measured", measured)}</Fact> : null}
        <Fact title={say("results.method.source")}>
          {method.source}
          {standing ? <span className="method-standing"><Tag>{standing.mark}</Tag> {standing.words}</span> : null}
        </Fact>
      </dl>
      {method.needs_model ? <Models how={how} onHow={onHow} readings={readings} /> : null}
      {method.method === WITH_HANDLES && missing.length === 0 ? <SurpriseHandles method={method} how={how} onSettings={(settings) => onHow({ ...how, settings })} /> : null}
      {method.settings.length > 0 ? <MethodSettings method={method} settings={how.settings} onSettings={(settings) => onHow({ ...how, settings })} /> : null}
    </section>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return <div><dt>{title}</dt><dd>{children}</dd></div>;
}

/** The latest ranking by this method that is still known here says how long it took; nothing is guessed. */
function useMeasured(method: string): { took: string; rows: number } | null {
  const cache = useCache();
  const known = cache.getQueriesData<RankingView>({ queryKey: ["rank"] }).flatMap(([, ranking]) => (ranking?.query.method === method ? [ranking] : []));
  const last = known.at(-1);
  return last ? { took: duration(last.elapsed_ms / 1000), rows: last.ranked } : null;
}

function Models({ how, onHow, readings }: Omit<Props, "method">) {
  const models = [...new Map(readings.filter(isOfNeurons).map((each) => [each.model, each])).values()];
  if (models.length < 2) return null;
  return (
    <fieldset className="method-models">
      <legend>{say("results.method.model")}</legend>
      {models.map((each) => (
        <label key={each.model} className="radio">
          <input type="radio" name="model" checked={each.model === (how.model ?? models[0]?.model)} onChange={() => onHow({ ...how, model: each.model })} />
          {each.model_name}<small>{say("results.method.read", { documents: each.documents_read })}</small>
        </label>
      ))}
    </fieldset>
  );
}
