/**
 * Results: the ranking with its movable cut and the reasons for every row. Comparison, map and review are places of
 * their own beside it and will each bring their tab.
 */
import "../../charts/charts.css";
import "./results.css";
import { useCallback, useState } from "react";
import { useAsk, type Budget, type FigureKind, type ProjectInfo } from "../../api";
import { go } from "../../app/navigation";
import { select, useSelection } from "../../app/selection";
import { GoTo, useGoing } from "../../components/GoTo";
import { Menu } from "../../components/Menu";
import { Screen } from "../../components/Screen";
import { Skeleton } from "../../components/States";
import { tabPanel, Tabs } from "../../components/Tabs";
import { say } from "../../texts/say";
import { CoachMarks } from "./CoachMarks";
import { CutBar } from "./CutBar";
import { FigureDialog } from "./FigureDialog";
import { MethodMenu } from "./MethodMenu";
import { MissingData, MissingGoal, missingFor, NoRanking } from "./Missing";
import { NeuronPane } from "./NeuronPane";
import { Provisional } from "./Provisional";
import { RankingTable } from "./RankingTable";
import { ResultsInspector } from "./ResultsInspector";
import { Pills, Toolbar } from "./Toolbar";
import { useDeeds } from "./useDeeds";
import { useRanking, type Ranked } from "./useRanking";
import { show, useView, useViewOf } from "./view";

export function ResultsScreen() {
  const project = useAsk("overview", {}).data?.project;
  return project ? <Results project={project} /> : null;
}

function Results({ project }: { project: ProjectInfo }) {
  const now = useSelection();
  useViewOf(project.place);
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

function Filled({ project, ranked, ranking, cut, budget }: FilledProps) {
  const now = useSelection();
  const view = useView();
  const [figure, setFigure] = useState<FigureKind | null>(null);
  const [going, setGoing] = useGoing();
  const [reveal, setReveal] = useState<{ rank: number } | null>(null);
  const onRevealed = useCallback(() => setReveal(null), []);
  const { deed, addAll, step, rank, known } = useDeeds(ranking);
  const goTo = (rank: number) => {
    if (rank > ranking.ranked) return false;
    setGoing(false);
    show({ folded: false, enlarged: false, search: "", conditions: [] });
    setReveal({ rank });
    return true;
  };
  const setBudget = (to: Budget) => select({ budget: to });
  const hasNeurons = ranking.model_name !== null;
  const enlarged = view.enlarged && now.row !== null && hasNeurons;
  return (
    <>
      <Screen title={<Title />} beside={<GoalChoice project={project} />} actions={<Method project={project} ranked={ranked} />}
        toolbar={enlarged ? undefined : <Toolbar ranking={ranking} onFigure={() => setFigure("score_by_rank")} />}
        inspector={view.open && now.row !== null ? (
          <ResultsInspector ranking={ranking} cut={cut} row={now.row} rank={rank} known={known} isPinned={now.pinned === now.row}
            hasNeurons={hasNeurons} onStep={step} onDeed={(each) => deed(each, known)} />
        ) : undefined}
        foot={<CutBar ranking={ranking} budget={budget} cut={cut} unit={view.unit} onUnit={(unit) => show({ unit })} onBudget={setBudget} onExport={() => go("export")} />}>
        <div className="results-panel" {...tabPanel("results", "ranking")}>
          {enlarged && now.row !== null ? <NeuronPane ranking={ranking} row={now.row} onFigure={() => setFigure("match_by_layer")} /> : (
            <>
              <Provisional ranking={ranking} project={project} />
              <Pills />
              <RankingTable ranking={ranking} cut={cut} onBudget={setBudget} onDeed={deed} onAddAll={addAll} onAgain={ranked.again} reveal={reveal} onRevealed={onRevealed} />
            </>
          )}
        </div>
      </Screen>
      {figure ? <FigureDialog ranking={ranking} budget={budget} row={now.row} first={figure} onClose={() => setFigure(null)} /> : null}
      {going ? (
        <GoTo title={say("results.go.title")} label={say("results.go.label", { ranked: ranking.ranked })} complaint={say("results.go.complaint", { ranked: ranking.ranked })}
          onClose={() => setGoing(false)} onGo={goTo} />
      ) : null}
      {project.is_sample ? <CoachMarks /> : null}
    </>
  );
}

function Title() {
  return (
    <>
      <h1 className="hidden">{say("results.title")}</h1>
      <Tabs id="results" look="bar" label={say("results.tabs")} tabs={[{ value: "ranking", label: say("results.tab.ranking") }]}
        value="ranking" onChange={() => undefined} />
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
