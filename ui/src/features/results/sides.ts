/** What can be held against what in the neuron view, and which of it was chosen. */
import type { Budget, NeuronSide, ProjectInfo, RankingView } from "../../api";
import { useSelection } from "../../app/selection";
import { say } from "../../texts/say";
import type { Compared } from "../compare/useCompared";
import type { SideNames } from "./drawing";
import { useView } from "./view";

/** A choice of two sides; none for a row beside the goal, which has strips of its own. */
export interface Sides {
  id: string;
  label: string;
  /** Why it cannot be chosen now, or what it is. */
  hint?: string;
  disabled?: boolean;
  pair: { upper: NeuronSide; lower: NeuronSide; names: SideNames } | null;
}

interface Beside {
  ranking: RankingView;
  budget: Budget;
  row: number | null;
  pinned: number | null;
  project: Pick<ProjectInfo, "goals">;
  ready: Compared["ready"];
}

/** The row with the goal: what is shown unless another choice can be made. */
export const WITH_GOAL = "row_goal";

/** Every choice, those that lack something said to. */
export function sidesOf({ ranking, budget, row, pinned, project, ready }: Beside): Sides[] {
  const kept: NeuronSide = { side: "kept", ranking: ranking.ranking, budget };
  const goal: NeuronSide = { side: "goal", goal: ranking.query.goal };
  const examples = say("neurons.side.goal");
  const first = ready[0]?.name ?? "";
  return [
    { id: WITH_GOAL, label: say("neurons.sides.row_goal"), pair: null },
    { id: "kept_goal", label: say("neurons.sides.kept_goal"), pair: { upper: kept, lower: goal, names: [say("neurons.side.kept"), examples] } },
    withPinned(row, pinned),
    { id: "kept_dropped", label: say("neurons.sides.kept_dropped"),
      pair: { upper: kept, lower: { ...kept, side: "dropped" }, names: [say("neurons.side.kept"), say("neurons.side.dropped")] } },
    ...(ready.length < 2 ? [{ id: "method", label: say("neurons.sides.method_none"), hint: say("neurons.sides.method_hint"), disabled: true, pair: null }] : []),
    ...ready.slice(1).map((other): Sides => ({
      id: `method:${other.at}`, label: say("neurons.sides.method", { upper: first, lower: other.name }),
      pair: { upper: kept, lower: { side: "kept", ranking: other.ranking.ranking, budget }, names: [first, other.name] },
    })),
    ...project.goals.filter((other) => other.goal !== ranking.query.goal && other.ticked > 0).map((other): Sides => ({
      id: `goal:${other.goal}`, label: say("neurons.sides.goal", { name: other.name }),
      pair: { upper: goal, lower: { side: "goal", goal: other.goal }, names: [examples, other.name] },
    })),
  ];
}

function withPinned(row: number | null, pinned: number | null): Sides {
  const [id, label] = ["row_pinned", say("neurons.sides.row_pinned")];
  if (row === null || pinned === null || pinned === row) {
    return { id, label, hint: say(pinned === null ? "neurons.sides.pinned_hint" : "neurons.sides.pinned_same"), disabled: true, pair: null };
  }
  return { id, label, pair: { upper: { side: "row", row }, lower: { side: "row", row: pinned }, names: [say("neurons.side.row"), say("neurons.side.pinned")] } };
}

/** All choices and the one in force; a choice that cannot be made any more gives way to the row with the goal. */
export function useSides(beside: Omit<Beside, "row" | "pinned">): { all: Sides[]; sides: Sides } {
  const { row, pinned } = useSelection();
  const { sides: wanted } = useView();
  const all = sidesOf({ ...beside, row, pinned });
  return { all, sides: all.find((each) => each.id === wanted && !each.disabled) ?? all[0]! };
}
