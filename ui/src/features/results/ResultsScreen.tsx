/**
 * Results: the ranking with its movable cut and the reasons for every row, rankings compared, and the evidence. One row
 * is chosen and one pinned in all of them, and the cut below is theirs together.
 */
import "../../charts/charts.css";
import "./results.css";
import "../selection/selection.css";
import "../compare/compare.css";
import { useCallback, useState } from "react";
import { useAsk, type Budget, type FigureKind, type ProjectInfo, type RankingView } from "../../api";
import { go } from "../../app/navigation";
import { select, useSelection } from "../../app/selection";
import { GoTo, useGoing } from "../../components/GoTo";
import { Menu } from "../../components/Menu";
import { Screen } from "../../components/Screen";
import { Skeleton } from "../../components/States";
import { tabPanel, Tabs } from "../../components/Tabs";
import { say } from "../../texts/say";
import { CompareInspector } from "../compare/CompareInspector";
import { ComparePanel } from "../compare/ComparePanel";
import { MethodChips } from "../compare/MethodChips";
import { useCompared, type Compared } from "../compare/useCompared";
import { useRowDeeds } from "../compare/useRowDeeds";
import { useCompareOf, useCompareView } from "../compare/view";
import { EvidencePanel } from "../evidence/EvidencePanel";
import { StudiesPanel } from "../studies/StudiesPanel";
import { HistoryPanel } from "../history/HistoryPanel";
import { moveCut } from "../history/noted";
import { MapPanel } from "../map/MapPanel";
import { useMapFilters } from "../map/useMapFilters";
import { useTold } from "../map/useTold";
import { RunMenu } from "../whatif/RunMenu";
import { WhatIfBar } from "../whatif/WhatIfBar";
import { WhatIfPanel } from "../whatif/WhatIfPanel";
import { ReviewPanel } from "../review/ReviewPanel";
import { CoachMarks } from "./CoachMarks";
import { CutBar } from "./CutBar";
import { FigureDialog } from "./FigureDialog";
import { MethodMenu } from "./MethodMenu";
import { MissingData, MissingGoal, missingFor, NoRanking } from "./Missing";
import { NeuronPane } from "./NeuronPane";
import { FlowFigureDialog, PairFigureDialog } from "./NeuronFigureDialog";
import { Pills } from "./Pills";
import { Provisional } from "./Provisional";
import { RankingTable } from "./RankingTable";
import { ResultsInspector } from "./ResultsInspector";
import { useSides, type Sides } from "./sides";
import { Toolbar } from "./Toolbar";
import { useDeeds } from "./useDeeds";
import { useRanking, type Ranked } from "./useRanking";
import { show, TABS, UNFILTERED, useView, useViewOf } from "./view";

export function ResultsScreen() {
  const project = useAsk("overview", {}).data?.project;
  return project ? <Results project={project} /> : null;
}

function Results({ project }: { project: ProjectInfo }) {
  const now = useSelection();
  useViewOf(project.place);
  useCompareOf(project.place);
  const ranked = useRanking();
  const missing = missingFor(project, now.goal);
  if (missing || !ranked.ranking || !ranked.cut || !ranked.budget) {
    return (
      <Screen title={<Title />} beside={<GoalChoice project={project} />} actions={<Method project={project} ranked={ranked} />}>
        <div className="results-panel" {...tabPanel("results", "ranking")}>
          {missing === "data" ? <MissingData /> : missing === "goal" ? <MissingGoal />
            : ranked.failure && !ranked.ranking ? <NoRanking failure={ranked.failure} onRetry={ranked.again} />
            : <div className="table-waiting"><Skeleton lines={9} /></div>}
        </div>
      </Screen>
    );
  }
  return <Filled project={project} ranked={ranked} ranking={ranked.ranking} cut={ranked.cut} budget={ranked.budget} />;
}

interface FilledProps {
  project: ProjectInfo;
  ranked: Ranked;
  ranking: NonNullable<Ranked["ranking"]>;
  cut: NonNullable<Ranked["cut"]>;
  budget: Budget;
}

function Filled(props: FilledProps) {
  const { project, ranking, cut, budget } = props;
  const { tab, unit } = useView();
  const now = useSelection();
  const view = useView();
  useMapFilters();
  const { judging } = useCompareView();
  const [figure, setFigure] = useState<FigureKind | "neurons" | "flow" | null>(null);
  const [going, setGoing] = useGoing();
  const [reveal, setReveal] = useState<{ rank: number } | null>(null);
  const onRevealed = useCallback(() => setReveal(null), []);
  const compared = useCompared(ranking, budget);
  const { all, sides } = useSides({ ranking, budget, project, ready: compared.ready });
  const goTo = (rank: number) => {
    if (rank > ranking.ranked) return false;
    setGoing(false);
    show({ tab: "ranking", folded: false, enlarged: false, ...UNFILTERED });
    setReveal({ rank });
    return true;
  };
  const enlarged = tab === "ranking" && view.enlarged && now.row !== null && ranking.model_name !== null;
  return (
    <>
      <Screen title={<Title />} beside={<GoalChoice project={project} />}
        actions={tab === "ranking" || tab === "map" ? <><RunMenu /><Method project={project} ranked={props.ranked} /></> : tab === "studies" || tab === "history" || (judging && tab === "compare") ? undefined : <MethodChips compared={compared} project={project} />}
        toolbar={tab !== "ranking" || enlarged ? undefined : <Toolbar ranking={ranking} cut={cut} goals={project.goals} onFigure={() => setFigure("score_by_rank")} />}
        inspector={<Beside {...props} compared={compared} sides={sides} />}
        foot={<CutBar ranking={ranking} budget={budget} cut={cut} unit={unit} onUnit={(to) => show({ unit: to })} onBudget={(to) => moveCut(ranking, to)} onExport={() => go("export")} />}>
        <div className="results-panel" {...tabPanel("results", tab)}>
          {tab === "compare" ? <ComparePanel compared={compared} ranking={ranking} budget={budget} project={project} />
            : tab === "map" ? <MapPanel project={project.place} ranking={ranking} budget={budget} />
            : tab === "evidence" ? <EvidencePanel compared={compared} project={project} />
            : tab === "review" ? <ReviewPanel ranking={ranking} budget={budget} compared={compared} />
            : tab === "studies" ? <StudiesPanel key={`${project.place} ${ranking.query.goal}`} goal={ranking.query.goal} />
            : tab === "history" ? <HistoryPanel ranking={ranking} budget={budget} />
            : enlarged && now.row !== null ? <NeuronPane ranking={ranking} budget={budget} row={now.row} all={all} sides={sides} onFigure={() => setFigure(view.as === "flow" ? "flow" : sides.pair ? "neurons" : "match_by_layer")} />
            : <RankingPart {...props} reveal={reveal} onRevealed={onRevealed} />}
        </div>
      </Screen>
      {figure === "neurons" && sides.pair ? <PairFigureDialog ranking={ranking} pair={sides.pair} onClose={() => setFigure(null)} /> : null}
      {figure === "flow" && now.row !== null ? <FlowFigureDialog ranking={ranking} row={now.row} onClose={() => setFigure(null)} /> : null}
      {figure && figure !== "neurons" && figure !== "flow" ? <FigureDialog ranking={ranking} budget={budget} row={now.row} first={figure} onClose={() => setFigure(null)} /> : null}
      {going ? (
        <GoTo title={say("results.go.title")} label={say("results.go.label", { ranked: ranking.ranked })} complaint={say("results.go.complaint", { ranked: ranking.ranked })}
          onClose={() => setGoing(false)} onGo={goTo} />
      ) : null}
      {project.is_sample && tab === "ranking" ? <CoachMarks /> : null}
    </>
  );
}

/** The ranking itself. */
function RankingPart({ project, ranked, ranking, cut, budget, reveal, onRevealed }: FilledProps & { reveal: { rank: number } | null; onRevealed: () => void }) {
  const { deed, addAll } = useDeeds(ranking);
  const { trying } = useView();
  return (
    <>
      {trying ? <WhatIfPanel ranking={ranking} layers={layersRead(project, ranking)} onClose={() => show({ trying: false })} /> : null}
      <WhatIfBar ranking={ranking} budget={budget} />
      <Provisional ranking={ranking} project={project} />
      <Pills ranking={ranking} />
      <RankingTable ranking={ranking} cut={cut} goals={project.goals} onBudget={(to) => moveCut(ranking, to)} onDeed={deed} onAddAll={addAll} onAgain={ranked.again} reveal={reveal} onRevealed={onRevealed} />
    </>
  );
}

/** How many layers the ranking's model was read at. */
function layersRead(project: ProjectInfo, ranking: RankingView): number {
  const ofModel = project.readings.filter((reading) => reading.model_name === ranking.model_name);
  return Math.max(0, ...ofModel.map((reading) => reading.layers));
}

/** The panel about the chosen row: its reasons beside the ranking, its standings beside a comparison, none beside evidence. */
function Beside(props: FilledProps & { compared: Compared; sides: Sides }) {
  const { row } = useSelection();
  const { tab, open } = useView();
  const { judging } = useCompareView();
  const told = useTold();
  if (!open || row === null || tab === "evidence" || tab === "studies" || tab === "history" || tab === "review" || (tab === "map" && !told)) return null;
  if (tab === "ranking" || tab === "map") return <Reasons {...props} row={row} />;
  return judging || props.compared.ready.length < 2 ? null : <Standings {...props} row={row} />;
}

function Reasons({ ranking, cut, row, sides }: FilledProps & { row: number; sides: Sides }) {
  const { pinned } = useSelection();
  const { deed, step, rank, known } = useDeeds(ranking);
  return (
    <ResultsInspector ranking={ranking} cut={cut} row={row} rank={rank} known={known} isPinned={pinned === row}
      hasNeurons={ranking.model_name !== null} sides={sides} onStep={step} onDeed={(each) => deed(each, known)} />
  );
}

function Standings({ ranking, cut, compared, row }: FilledProps & { compared: Compared; row: number }) {
  return <CompareInspector compared={compared} row={row} deeds={useRowDeeds(ranking, cut.documents)} />;
}

function Title() {
  const { tab } = useView();
  return (
    <>
      <h1 className="hidden">{say("results.title")}</h1>
      <Tabs id="results" look="bar" label={say("results.tabs")} tabs={TABS.map((each) => ({ value: each, label: say(`results.tab.${each}`) }))}
        value={tab} onChange={(to) => show({ tab: to })} />
    </>
  );
}

function GoalChoice({ project }: { project: ProjectInfo }) {
  const { goal } = useSelection();
  const current = project.goals.find((each) => each.goal === goal);
  if (project.goals.length < 2 || !current) return null;
  return (
    <Menu look="quiet" label={say("results.goal", { name: current.name })}
      entries={project.goals.map((each) => ({ id: String(each.goal), label: each.name, chosen: each.goal === goal, onAction: () => select({ goal: each.goal }) }))}>
      <span className="menu-name">{current.name}</span>
    </Menu>
  );
}

function Method({ project, ranked }: { project: ProjectInfo; ranked: Ranked }) {
  const { method, model, settings } = useSelection();
  return (
    <MethodMenu how={{ method, model, settings }} readings={project.readings} modelName={ranked.ranking?.model_name ?? null}
      onHow={(how) => select({ method: how.method, model: how.model, settings: how.settings })} />
  );
}
