/** Which goal, and what can be done with it as a whole: rename, delete, bring a deleted one back, a new one. */
import { useState } from "react";
import { call, type GoalInfo } from "../../api";
import { attempt } from "../../app/commands";
import { select } from "../../app/selection";
import { tell } from "../../app/status";
import { Button } from "../../components/Button";
import { ConfirmDialog, Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Menu, type MenuEntry } from "../../components/Menu";
import { say } from "../../texts/say";
import { takeBack, undoOf, useDeletedGoals } from "../history/deeds";

type Asked = "new" | "rename" | "delete" | null;

export function GoalMenu({ goals, current }: { goals: GoalInfo[]; current: GoalInfo | undefined }) {
  const [asked, setAsked] = useState<Asked>(null);
  const deleted = useDeletedGoals();
  const close = () => setAsked(null);
  if (!current) return null;
  const entries: (MenuEntry | "line")[] = [
    ...goals.map((goal): MenuEntry => ({
      id: String(goal.goal), label: goal.name, hint: say("goal.menu.examples", { examples: goal.examples }),
      chosen: goal.goal === current.goal, onAction: () => select({ goal: goal.goal }),
    })),
    "line",
    { id: "rename", label: say("goal.menu.rename"), onAction: () => setAsked("rename") },
    { id: "delete", label: say("goal.menu.delete"), icon: "trash", onAction: () => setAsked("delete") },
    ...deleted.map((deed): MenuEntry => ({ id: `deed-${deed.deed}`, label: say("goal.bring_back", { name: deed.name }), icon: "undo", onAction: () => takeBack(deed) })),
  ];
  return (
    <>
      <Menu look="quiet" label={say("goal.menu", { name: current.name })} entries={entries}><span className="menu-name">{current.name}</span></Menu>
      {asked === "rename" ? <NameDialog title={say("goal.menu.rename")} action={say("action.rename")} first={current.name} onClose={close}
        onName={(name) => attempt(async () => { await call("rename_goal", { goal: current.goal, name }); })} /> : null}
      <ConfirmDialog title={say("goal.delete.title", { name: current.name })} open={asked === "delete"} onClose={close} action={say("goal.delete.button")}
        onConfirm={() => { close(); remove(current); }}>
        <p>{say("goal.delete.words", { examples: current.examples })}</p>
      </ConfirmDialog>
    </>
  );
}

/** The button for a new goal, with its question. */
export function NewGoal({ look }: { look: "quiet" | "edge" }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>{say("goal.new")}</Button>
      {open ? <NameDialog title={say("goal.new")} action={say("goal.new_button")} first="" onClose={() => setOpen(false)} onName={create} /> : null}
    </>
  );
}

function create(name: string): void {
  attempt(async () => {
    const made = await call("create_goal", { name });
    select({ goal: made.goal });
  });
}

function remove(goal: GoalInfo): void {
  attempt(async () => {
    const deed = await call("delete_goal", { goal: goal.goal });
    tell(say("goal.deleted", { name: goal.name }), undoOf(deed));
  });
}

const LONGEST = 120;

function NameDialog({ title, action, first, onName, onClose }: { title: string; action: string; first: string; onName: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState(first);
  const isGood = name.trim() !== "";
  const submit = () => {
    if (!isGood) return;
    onName(name.trim());
    onClose();
  };
  return (
    <Dialog title={title} open onClose={onClose} actions={<><Button onClick={onClose}>{say("action.cancel")}</Button><Button look="solid" disabled={!isGood} onClick={submit}>{action}</Button></>}>
      <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Field label={say("goal.name")} hint={say("goal.name_hint")} value={name} maxLength={LONGEST} autoFocus onChange={(event) => setName(event.target.value)} />
      </form>
    </Dialog>
  );
}
