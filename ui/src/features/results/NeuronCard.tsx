/** What is known of one neuron: its name, how often it fires, on which rows and examples; and what can be done with it. */
import { Fragment, useState, type FormEvent } from "react";
import { useAsk, type NeuronFacts, type NeuronRef, type RankingView } from "../../api";
import { select } from "../../app/selection";
import { MeasureBar } from "../../charts/ScoreBar";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Field } from "../../components/Field";
import { InspectorPart } from "../../components/Inspector";
import { ErrorState, Skeleton } from "../../components/States";
import { VisibleText } from "../../components/text/DocumentText";
import { count, share } from "../../texts/format";
import { say } from "../../texts/say";
import { bringBack, ignore, isSame, ranksByNeurons, withOne } from "./neuronDeeds";
import { nameNeuron } from "./neuronNames";
import type { Standing } from "./drawing";
import type { Sides } from "./sides";
import { atLeast, neuronName } from "./strips";
import { FiringLine } from "./tokens/FiringLine";
import { useDrawing } from "./useDrawing";
import { show, useView } from "./view";

interface Props {
  ranking: RankingView;
  row: number;
  /** What the picture beside the card shows. */
  sides: Sides | null;
  neuron: NeuronRef | null;
  /** The picture is the flow, which may show neurons that the strips have no room for. */
  inFlow?: boolean;
}

export function NeuronCard({ ranking, row, sides, neuron, inFlow = false }: Props) {
  const { drawing } = useDrawing(ranking, row, sides);
  const flow = useAsk("neuron_flow", { ranking: ranking.ranking, row }, { enabled: inFlow, keep: true });
  const node = inFlow && neuron ? flow.data?.nodes.find((each) => isSame(each.neuron, neuron)) : undefined;
  const ofNode = node && { mark: node.here ? "shared" as const : "missing" as const, words: say(node.here ? "neurons.card.shared" : "neurons.card.missing") };
  const standing = neuron ? (drawing?.standing(neuron) ?? ofNode) : null;
  if (!neuron || !drawing || !standing) {
    return <InspectorPart title={say("neurons.card.none_title")}><p className="why-line">{say("neurons.card.none")}</p></InspectorPart>;
  }
  return <Card ranking={ranking} of={neuron} standing={standing} last={drawing.layers.at(-1) ?? 0} row={row} />;
}

function Card({ ranking, of, standing, last, row }: { ranking: RankingView; of: NeuronRef; standing: Standing; last: number; row: number }) {
  const facts = useAsk("neuron", { ranking: ranking.ranking, neuron: of, row: sharedBy(ranking) ? row : null }, { keep: true });
  const known = facts.data && facts.data.neuron.layer === of.layer && facts.data.neuron.neuron === of.neuron ? facts.data : undefined;
  return (
    <section className="neuron-card" tabIndex={-1} aria-label={say("neurons.card.of", { name: known?.name ?? neuronName(of) })}>
      <InspectorPart>
        <h3 className="card-title">
          <span className={cx("card-mark", `card-mark-${standing.mark}`, standing.groups && "card-mark-below")} aria-hidden="true" />
          {known?.name ? <span className="card-name" dir="auto">{known.name}</span> : null}
          <code>{neuronName(of)}</code>
          <span className="quiet">{say("neurons.card.layer", { layer: of.layer, last })}</span>
        </h3>
        <p>{known?.ignored ? say("neurons.card.ignored") : standing.words}</p>
        {known ? <Naming key={neuronName(of)} ranking={ranking} facts={known} /> : null}
      </InspectorPart>
      {facts.failure && !known ? <ErrorState compact failure={facts.failure} onRetry={facts.again} /> : null}
      {known ? <Facts ranking={ranking} facts={known} row={row} groups={standing.groups ?? []} /> : <InspectorPart><Skeleton lines={5} /></InspectorPart>}
      <InspectorPart><p className="chart-note">{say("neurons.card.what")}</p></InspectorPart>
    </section>
  );
}

/** Where several goals share the ranking, the card speaks of the goal that took the row. */
const sharedBy = (ranking: RankingView): boolean => (ranking.query.composition?.goals.length ?? 0) > 1;

/** A name is kept when it is entered, or left. */
function Naming({ ranking, facts }: { ranking: RankingView; facts: NeuronFacts }) {
  const [name, setName] = useState(facts.name ?? "");
  const keep = (event?: FormEvent) => {
    event?.preventDefault();
    if (name.trim() !== (facts.name ?? "")) nameNeuron(ranking.ranking, facts.neuron, name);
  };
  return (
    <form className="card-naming" onSubmit={keep}>
      <Field label={say("neurons.card.name")} value={name} maxLength={80} spellCheck={false} placeholder={say("neurons.card.name_none")}
        hint={say("neurons.card.name_hint")} onChange={(event) => setName(event.target.value)} onBlur={() => keep()}
        onKeyDown={(event) => event.stopPropagation()} />
    </form>
  );
}

function Facts({ ranking, facts, row, groups }: { ranking: RankingView; facts: NeuronFacts; row: number; groups: Groups }) {
  return (
    <>
      <HowOften facts={facts} groups={groups} />
      <Deeds ranking={ranking} facts={facts} />
      <Strongest ranking={ranking} facts={facts} row={row} />
      <Examples facts={facts} />
    </>
  );
}

type Groups = NonNullable<Standing["groups"]>;

function HowOften({ facts, groups }: { facts: NeuronFacts; groups: Groups }) {
  const { goal_share, pool_share, lift, common } = facts;
  const key = common ? "neurons.card.common" : lift > 1 ? "neurons.card.lift" : "neurons.card.lift_low";
  const examples = say("neurons.card.examples");
  // Examples that are one of the sides are said once.
  const others = groups.filter((group) => group.name.toLowerCase() !== examples.toLowerCase());
  return (
    <InspectorPart title={say("neurons.card.often")}>
      <dl className="often">
        <dt>{examples}</dt>
        <dd><MeasureBar value={goal_share} /><strong className="num">{share(goal_share)}</strong></dd>
        {others.map((group) => (
          <Fragment key={group.name}>
            <dt>{group.name}</dt>
            <dd><MeasureBar value={group.share} /><strong className="num">{share(group.share)}</strong></dd>
          </Fragment>
        ))}
        <dt>{say("neurons.card.pool")}</dt>
        <dd><MeasureBar value={pool_share} quiet /><span className="num">{share(pool_share)}</span></dd>
      </dl>
      <p className="why-line-wrap">{say(key, { lift: atLeast(lift) })}</p>
    </InspectorPart>
  );
}

function Deeds({ ranking, facts }: { ranking: RankingView; facts: NeuronFacts }) {
  const { fires } = useView();
  const methods = useAsk("methods", {}).data;
  const { neuron, name, rows, ignored } = facts;
  const counts = ranksByNeurons(methods, ranking.query.method);
  const filter = () => show({ fires: withOne(fires, neuron), tab: "ranking", folded: false, enlarged: false });
  return (
    <InspectorPart>
      <div className="card-deeds">
        <Button icon="filter" disabled={rows === 0} onClick={filter}>{say("neurons.card.show_rows", { rows })}</Button>
        {ignored ? <Button onClick={() => bringBack([neuron])}>{say("neurons.card.bring_back")}</Button>
          : <Button disabled={!counts} onClick={() => ignore(neuron, name ?? neuronName(neuron))}>{say("neurons.card.ignore")}</Button>}
      </div>
      {counts || ignored || methods === undefined ? null : <p className="why-line-wrap">{say("neurons.card.ignore_none")}</p>}
    </InspectorPart>
  );
}

function Strongest({ ranking, facts, row }: { ranking: RankingView; facts: NeuronFacts; row: number }) {
  const [marked, setMarked] = useState(false);
  const rows = facts.strongest.map((each) => each.row);
  const fires = useAsk("neuron_tokens", { ranking: ranking.ranking, ...facts.neuron, rows }, { enabled: marked && rows.length > 0 });
  if (facts.strongest.length === 0) return <InspectorPart title={say("neurons.card.strongest")}><p className="why-line">{say("neurons.card.no_rows")}</p></InspectorPart>;
  return (
    <InspectorPart title={say("neurons.card.strongest")} aside={say("neurons.card.place_aside")}>
      <ol className="card-rows">
        {facts.strongest.map((each) => (
          <li key={each.row}>
            <button type="button" className="card-row" aria-current={each.row === row ? "true" : undefined} onClick={() => select({ row: each.row })}>
              <span className="num quiet">#{count(each.rank)}</span>
              <FiringLine excerpt={each.excerpt} found={fires.data?.find((one) => one.row === each.row)} />
              <Placed place={each.place} />
            </button>
          </li>
        ))}
      </ol>
      <Button look="link" aria-pressed={marked} onClick={() => setMarked(!marked)}>{say(marked ? "tokens.firing_hide" : "tokens.firing_show")}</Button>
      {marked && fires.loading ? <p className="why-line-wrap" role="status">{say("tokens.waiting_rows")}</p> : null}
      {fires.failure ? <ErrorState compact failure={fires.failure} onRetry={fires.again} /> : null}
    </InspectorPart>
  );
}

const SHOWN = 3;

function Examples({ facts }: { facts: NeuronFacts }) {
  const { firing_examples: firing, examples } = facts;
  const aside = say("neurons.card.examples_aside", { firing: firing.length, examples });
  if (firing.length === 0) return null;
  return (
    <InspectorPart title={say("neurons.card.examples")} aside={aside}>
      <ol className="card-rows">
        {firing.slice(0, SHOWN).map((each) => (
          <li key={each.example} className="card-row card-example">
            <span className="why-line" dir="auto"><VisibleText text={each.excerpt} /></span>
            <Placed place={each.place} />
          </li>
        ))}
      </ol>
    </InspectorPart>
  );
}

/** Where a neuron stands among a text's strongest of its layer. */
function Placed({ place }: { place: number }) {
  return <span className="num" title={say("neurons.card.place", { place })}><span className="hidden">{say("neurons.card.place", { place })}</span><span aria-hidden="true">{say("neurons.card.place_short", { place })}</span></span>;
}
