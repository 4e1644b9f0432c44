/** Goal: what the person wants more of, said by examples. Every change ranks anew by itself. */
import "../../charts/charts.css";
import "./goal.css";
import { useState } from "react";
import { useAsk, type GoalView, type ProjectInfo } from "../../api";
import { go } from "../../app/navigation";
import { useSelection } from "../../app/selection";
import { Button } from "../../components/Button";
import { KeyCap } from "../../components/KeyCap";
import { Screen } from "../../components/Screen";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { useNarrow } from "../results/room";
import { AddBar } from "./AddBar";
import { BringBack } from "./BringBack";
import { ExampleTable } from "./ExampleTable";
import { FindInData } from "./FindInData";
import { GoalMenu, NewGoal } from "./GoalMenu";
import { Health } from "./Health";
import { addFromFile } from "./useExamples";

export function GoalScreen() {
  const project = useAsk("overview", {}).data?.project;
  return project ? <Goal project={project} /> : null;
}

function Goal({ project }: { project: ProjectInfo }) {
  const { goal } = useSelection();
  const answer = useAsk("goal", { goal: goal ?? -1 }, { enabled: goal !== null, keep: true });
  const view = goal === null || answer.data?.info.goal !== goal ? undefined : answer.data;
  const current = project.goals.find((each) => each.goal === goal);
  const [finding, setFinding] = useState(false);
  const hasReading = project.readings.some((reading) => reading.documents_read > 0);
  const find = () => setFinding(true);
  const isEmpty = goal === null || view?.examples.length === 0;
  return (
    <Screen title={say("goal.title")} beside={<GoalMenu goals={project.goals} current={current} />}
      actions={<><NewGoal look="quiet" /><Onward hasReading={hasReading} isReady={(view?.info.ticked ?? 0) > 0} /></>}
      inspector={view && !isEmpty ? <Health view={view} /> : undefined}>
      <AddBar goal={goal} canFind={project.documents > 0} onFind={find} />
      {isEmpty ? <NoExamples goal={goal} canFind={project.documents > 0} onFind={find} />
        : answer.failure && !view ? <ErrorState failure={answer.failure} onRetry={answer.again} />
        : view ? <Examples view={view} /> : <Skeleton lines={9} />}
      {finding ? <FindInData goal={goal} examples={view?.examples ?? []} onClose={() => setFinding(false)} /> : null}
    </Screen>
  );
}

/** The one solid button: to the model while nothing has been read, to the ranking after. */
function Onward({ hasReading, isReady }: { hasReading: boolean; isReady: boolean }) {
  if (hasReading) return <Button look="solid" keys="Mod 4" onClick={() => go("results")}>{say("goal.see_ranking")}</Button>;
  return <Button look={isReady ? "solid" : "edge"} keys="Mod 3" onClick={() => go("model")}>{say("goal.choose_model")}</Button>;
}

function Examples({ view }: { view: GoalView }) {
  const narrow = useNarrow();
  const { info, examples } = view;
  const tokens = examples.reduce((sum, each) => sum + (each.ticked && !each.unwanted ? (each.tokens ?? 0) : 0), 0);
  const size = tokens > 0 ? say("goal.size_tokens", { tokens }) : say("goal.size_characters", { characters: info.characters });
  return (
    <>
      <div className="toolbar">
        <p className="goal-counts">{say("goal.counts", { examples: info.examples, ticked: info.ticked })}{info.unwanted > 0 ? ` ${say("goal.counts_unwanted", { unwanted: info.unwanted })}` : ""} <span className="ink-3">{size}</span></p>
        <p className="toolbar-end hint">{say("goal.untick_hint")} <KeyCap keys="Space" /></p>
      </div>
      <ExampleTable view={view} narrow={narrow} />
    </>
  );
}

function NoExamples({ goal, canFind, onFind }: { goal: number | null; canFind: boolean; onFind: () => void }) {
  return (
    <EmptyState icon="goal" title={say("goal.empty.title")} action={(
      <>
        <Button icon="search" disabled={!canFind} onClick={onFind}>{say("goal.find")}</Button>
        <Button icon="file" onClick={() => addFromFile(goal)}>{say("goal.open_file")}</Button>
        {goal === null ? <BringBack /> : null}
      </>
    )}>
      <p>{say("goal.empty.words")}</p>
      <p className="hint">{say("goal.empty.example")}</p>
    </EmptyState>
  );
}
