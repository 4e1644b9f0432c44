/** Compare: what two to four rankings have in common, where and why they differ, row by row and in figures. */
import type { ReactNode } from "react";
import { useAsk, useDo, type BlindRoundInfo, type Budget, type ProjectInfo, type RankingView } from "../../api";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { Segmented } from "../../components/Segmented";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { NeedsReading } from "../results/NeedsReading";
import { BlindPane } from "./BlindPane";
import { DisagreementsPart } from "./DisagreementsPart";
import { Headline } from "./Headline";
import { HowPart } from "./HowPart";
import { PairChoice } from "./PairChoice";
import { RANDOM } from "./MethodChips";
import { RowsPart } from "./RowsPart";
import { useComparison, usePair, type Compared } from "./useCompared";
import { useRowDeeds } from "./useRowDeeds";
import { compareWith, look, PARTS, useCompareView } from "./view";
import { WhenPart } from "./WhenPart";
import { WhyPart } from "./WhyPart";

interface Props {
  compared: Compared;
  ranking: RankingView;
  budget: Budget;
  project: ProjectInfo;
}

export function ComparePanel(props: Props) {
  const { compared, budget } = props;
  const { judging, round } = useCompareView();
  const { another } = useBlind(compared, budget);
  if (judging && round !== null) return <BlindPane round={round} methods={compared.methods} onAnother={another} />;
  if (compared.sides.length < 2) return <Alone />;
  if (compared.ready.length < 2) return <Waiting {...props} />;
  return <Filled {...props} />;
}

/** One ranking is no comparison: the yardstick is offered first. */
function Alone() {
  return (
    <EmptyState icon="columns" title={say("compare.empty")} action={<Button look="solid" onClick={() => compareWith([RANDOM])}>{say("compare.empty_random")}</Button>}>
      <p>{say("compare.empty_words")}</p>
      <p>{say("compare.empty_add")}</p>
    </EmptyState>
  );
}

/** The second ranking is on its way, or cannot be made yet. */
function Waiting({ compared }: Props) {
  const failed = compared.sides.find((side) => side.failure !== null);
  if (!failed?.failure) return <div className="table-waiting"><Skeleton lines={9} label={say("compare.ranking")} /></div>;
  return <NeedsReading whole failure={failed.failure} methods={compared.methods} onRetry={failed.again} />;
}

function Filled({ compared, ranking, budget, project }: Props) {
  const { part } = useCompareView();
  const comparison = useComparison(compared);
  const data = comparison.data;
  const deeds = useRowDeeds(ranking, data?.sides[0]?.documents ?? 0);
  if (comparison.failure && comparison.failure.code !== "ranking_gone" && !data) return <ErrorState failure={comparison.failure} onRetry={comparison.again} />;
  if (!data) return <div className="table-waiting"><Skeleton lines={9} label={say("compare.ranking")} /></div>;
  const failed = compared.sides.filter((side) => side.failure !== null);
  return (
    <>
      <Headline comparison={data} sides={compared.ready} ranked={ranking.ranked} />
      <PartsBar compared={compared} budget={budget} />
      {part === "rows" ? null : failed.map((side) => <div key={side.at} className="banner banner-needs"><NeedsReading failure={side.failure!} methods={compared.methods} onRetry={side.again} /></div>)}
      {part === "rows" ? <RowsPart compared={compared} comparison={data} deeds={deeds} project={project} /> : null}
      {part === "disagreements" ? <DisagreementsPart compared={compared} deeds={deeds} /> : null}
      {part === "when" ? <Scrolled><WhenPart compared={compared} comparison={data} /></Scrolled> : null}
      {part === "why" ? <Scrolled><WhyPart compared={compared} budget={budget} /></Scrolled> : null}
      {part === "how" ? <Scrolled><HowPart compared={compared} comparison={data} /></Scrolled> : null}
    </>
  );
}

/** A page that scrolls; with a stop for the keyboard, since it may hold nothing that takes the focus. */
const Scrolled = ({ children }: { children: ReactNode }) => <div className="compare-page" tabIndex={0} role="region" aria-label={say("results.tab.compare")}>{children}</div>;

function PartsBar({ compared, budget }: { compared: Compared; budget: Budget }) {
  const { part } = useCompareView();
  const begun = useUnfinished();
  const { another, busy } = useBlind(compared, budget);
  const pair = usePair(compared.ready);
  return (
    <div className="toolbar compare-toolbar">
      <Segmented label={say("compare.part")} value={part} onChange={(to) => look({ part: to })} options={PARTS.map((each) => ({ value: each, label: say(`compare.part.${each}`) }))} />
      <span className="toolbar-gap" />
      {compared.ready.length > 2 ? <PairChoice sides={compared.ready} pair={pair} /> : null}
      {begun ? <Button look="quiet" onClick={() => look({ round: begun.round, judging: true })}>{say("blind.resume", { judged: begun.judged, pairs: begun.pairs })}</Button> : null}
      <Button disabled={busy} onClick={another}>{say("blind.start")}</Button>
    </div>
  );
}

/** The round begun last, while some of its pairs are not judged; it outlives the window. */
function useUnfinished(): BlindRoundInfo | undefined {
  const rounds = useAsk("blind_rounds", {}).data ?? [];
  const last = rounds.reduce<BlindRoundInfo | undefined>((latest, each) => (latest && latest.round > each.round ? latest : each), undefined);
  return last && last.judged < last.pairs ? last : undefined;
}

const SEEDS = 1_000_000;

/** Begins a blind round of the two that are looked at. The seed is drawn here, so that every round has other pairs. */
function useBlind({ ready }: Compared, budget: Budget): { another: () => void; busy: boolean } {
  const [a, b] = usePair(ready);
  const start = useDo("start_blind_round");
  const another = () => {
    const [one, other] = [ready[a], ready[b]];
    if (!one || !other) return;
    start.mutate({ a: one.ranking.ranking, b: other.ranking.ranking, budget, seed: Math.floor(Math.random() * SEEDS) }, {
      onSuccess: (round) => look({ round: round.round, judging: true }),
      onError: (failed) => report(failed),
    });
  };
  return { another, busy: start.isPending };
}
