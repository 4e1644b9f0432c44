/** The kept runs of the goal: which one the screen shows, the others, and the goal as it stands. */
import { useSelection } from "../../app/selection";
import { Menu, type MenuEntry } from "../../components/Menu";
import { moment } from "../../texts/format";
import { say } from "../../texts/say";
import { deleteRun, leaveRun, openRun, useOpenRun, useRuns } from "./runs";

export function RunMenu() {
  const { goal } = useSelection();
  const runs = useRuns(goal);
  const open = useOpenRun();
  if (runs.length === 0) return null;
  const entries: (MenuEntry | "line")[] = [
    { id: "present", label: say("whatif.present"), hint: say("whatif.present_hint"), chosen: open === undefined, onAction: leaveRun },
    "line",
    ...runs.map((run): MenuEntry => ({ id: String(run.run), label: run.name, hint: moment(run.kept_ms), chosen: run === open, onAction: () => openRun(run) })),
    ...(open ? ["line" as const, { id: "delete", label: say("whatif.delete", { name: open.name }), icon: "trash" as const, onAction: () => { leaveRun(); deleteRun(open); } }] : []),
  ];
  const shown = open ? open.name : say("whatif.runs_count", { runs: runs.length });
  return <Menu look="quiet" label={say("whatif.runs", { shown })} entries={entries}><span className="menu-name">{shown}</span></Menu>;
}
