/** The compared methods at the top of the screen: each with its marker and a menu, and ways to add another. */
import { useState } from "react";
import type { ProjectInfo } from "../../api";
import { useSelection } from "../../app/selection";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Mark } from "../../components/Mark";
import { Menu, type MenuProps } from "../../components/Menu";
import { say } from "../../texts/say";
import { MethodSheet, type HowToRank } from "../results/MethodMenu";
import { show } from "../results/view";
import { useRuns } from "../whatif/runs";
import { howOf, promote, remove, replace, type Compared, type Side } from "./useCompared";
import { compareWith, MOST } from "./view";

/** The yardstick, one press away. */
export const RANDOM: HowToRank = { method: "random", model: null, settings: {} };

export function MethodChips({ compared: { sides }, project }: { compared: Compared; project: ProjectInfo }) {
  const [sheet, setSheet] = useState<"add" | Side | null>(null);
  const others = sides.slice(1).map((side) => side.how);
  const add = (how: HowToRank) => compareWith([...others, how]);
  const onHow = (how: HowToRank) => (sheet === "add" ? add(how) : sheet && replace(sheet.at, how, sides));
  return (
    <div className="chips" role="group" aria-label={say("compare.methods")}>
      {sides.map((side) => (
        <Menu key={side.at} className="chip" label={say("compare.chip", { name: side.name })} entries={entriesOf(side, sides, () => setSheet(side))}>
          <Mark place={side.place} /><span className="chip-name">{side.name}</span>
          {side.failure ? <Icon name="warn" className="icon-small" /> : null}
        </Menu>
      ))}
      {sides.length < MOST ? <AddMethod sides={sides} onAdd={add} onSheet={() => setSheet("add")} /> : null}
      {sheet ? (
        <MethodSheet how={sheet === "add" ? RANDOM : sheet.how} onHow={onHow} readings={project.readings} adding={sheet === "add"} onClose={() => setSheet(null)} />
      ) : null}
    </div>
  );
}

function AddMethod({ sides, onAdd, onSheet }: { sides: readonly Side[]; onAdd: (how: HowToRank) => void; onSheet: () => void }) {
  const hasRandom = sides.some((side) => side.how.method === RANDOM.method);
  return (
    <>
      {hasRandom || sides.length === 1 ? null : <Button look="quiet" className="wide-only-flex" onClick={() => onAdd(RANDOM)}>{say("compare.add_random")}</Button>}
      <AddRun sides={sides} onAdd={onAdd} />
      <Button look="quiet" icon="plus" aria-haspopup="dialog" aria-label={say("compare.add")} title={say("compare.add")} onClick={onSheet}>
        <span className="wide-only">{say("compare.add")}</span><span className="narrow-only">{say("compare.add_short")}</span>
      </Button>
    </>
  );
}

/** The goal's kept runs, to stand beside the others. */
function AddRun({ sides, onAdd }: { sides: readonly Side[]; onAdd: (how: HowToRank) => void }) {
  const { goal } = useSelection();
  const runs = useRuns(goal).filter((run) => sides.every((side) => side.how.run !== run.name));
  if (runs.length === 0) return null;
  return (
    <Menu look="quiet" label={say("whatif.add_run")} entries={runs.map((run) => ({ id: String(run.run), label: run.name, onAction: () => onAdd(howOf(run.query, run.name)) }))}>
      {say("whatif.add_run")}
    </Menu>
  );
}

function entriesOf(side: Side, sides: readonly Side[], onChange: () => void): MenuProps["entries"] {
  return [
    { id: "change", label: say("compare.chip.change"), onAction: onChange },
    { id: "show", label: say("compare.chip.show"), hint: say("compare.chip.show_hint"), onAction: () => { promote(side.at, sides); show({ tab: "ranking" }); } },
    "line",
    { id: "remove", label: say("compare.chip.remove"), disabled: sides.length < 2, onAction: () => remove(side.at, sides) },
  ];
}
