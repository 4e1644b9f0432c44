/** Projects: the one that is open, with its size and copies; those opened before; ways to open and make others. */
import { useState } from "react";
import { call, pick, useAsk, useDo, type ProjectInfo, type RecentProject } from "../../api";
import { attempt, closeProject, newProject, openProject, openRecent, openSample } from "../../app/commands";
import { go } from "../../app/navigation";
import { report, tell } from "../../app/status";
import { Button, Dialog, EmptyState, ErrorState, Field, Icon, Menu, Screen, Skeleton, Tag, type MenuEntry } from "../../components";
import { bytes, moment } from "../../texts/format";
import { say } from "../../texts/say";
import { BackupsDialog } from "./Backups";

export function ProjectsScreen() {
  const overview = useAsk("overview", {});
  const project = overview.data?.project ?? null;
  const actions = (
    <>
      {!project && <Button look="quiet" icon="left" onClick={() => go("data")}>{say("projects.back")}</Button>}
      <Button icon="projects" keys="Mod Shift O" onClick={openProject}>{say("action.open_project")}</Button>
      <Button look="solid" icon="plus" onClick={newProject}>{say("command.new_project")}</Button>
    </>
  );
  return (
    <Screen title={say("place.projects")} actions={actions}>
      <div className="page"><div className="page-inner">
        {project && <OpenProject project={project} />}
        <Recent open={project} />
      </div></div>
    </Screen>
  );
}

function OpenProject({ project }: { project: ProjectInfo }) {
  const [renaming, setRenaming] = useState(false);
  const [backups, setBackups] = useState(false);
  const saveCopy = () => attempt(async () => {
    const [file] = await pick({ purpose: "save_project", suggested: `${project.name}.neurosieve` });
    if (!file) return;
    const saved = await call("save_copy", { ticket: file.ticket });
    tell(say("projects.copied", { place: saved.place, size: bytes(saved.size_bytes) }));
  });
  return (
    <section className="part">
      <h2 className="part-title">{say("projects.open")}</h2>
      <div className="project-open">
        <div className="project-words">
          <p className="project-name">{project.name} {project.is_sample && <Tag>{say("projects.sample")}</Tag>} {project.read_only && <Tag icon="lock">{say("projects.read_only")}</Tag>}
            </p>
          <p className="ink-2">{say("projects.size", { size: bytes(project.size_bytes), place: project.place })}</p>
          {project.read_only_because && <p className="import-note"><Icon name="lock" />{say(`projects.read_only.${project.read_only_because}`)}</p>}
        <p className="hint">{say(project.read_only ? "projects.holds_read_only" : "projects.holds", { documents: project.documents, goals: project.goals.length, exports: project.exports })}</p>
        </div>
        <Button look="quiet" onClick={() => setRenaming(true)} disabled={project.read_only}>{say("action.rename")}</Button>
        <Button look="quiet" icon="clock" aria-haspopup="dialog" onClick={() => setBackups(true)}>{say("backups.button")}</Button>
        <Button icon="copy" onClick={saveCopy}>{say("projects.save_copy")}</Button>
        <Button look="quiet" onClick={closeProject}>{say("action.close")}</Button>
      </div>
      {backups && <BackupsDialog name={project.name} readOnly={project.read_only} onClose={() => setBackups(false)} />}
      {renaming && <Rename name={project.name} onClose={() => setRenaming(false)} />}
    </section>
  );
}

function Rename({ name, onClose }: { name: string; onClose: () => void }) {
  const [next, setNext] = useState(name);
  const isGood = next.trim().length > 0 && next.length <= 120;
  const save = () => attempt(async () => {
    if (!isGood) return;
    await call("rename_project", { name: next.trim() });
    onClose();
  });
  const actions = <><Button onClick={onClose}>{say("action.cancel")}</Button><Button look="solid" disabled={!isGood} onClick={save}>{say("action.rename")}</Button></>;
  return (
    <Dialog title={say("projects.rename")} open onClose={onClose} actions={actions}>
      <form onSubmit={(event) => { event.preventDefault(); save(); }}>
        <Field label={say("projects.name")} value={next} autoFocus maxLength={120} onChange={(event) => setNext(event.target.value)} complaint={isGood ? null : say("projects.name_wrong")} />
      </form>
    </Dialog>
  );
}

function Recent({ open }: { open: ProjectInfo | null }) {
  const recent = useAsk("recent_projects", {});
  const others = recent.data?.filter((project) => project.place !== open?.place);
  return (
    <section className="part">
      <h2 className="part-title">{say("projects.recent")}</h2>
      {recent.failure ? <ErrorState failure={recent.failure} onRetry={recent.again} compact />
        : !others ? <Skeleton lines={3} />
        : others.length === 0 ? <EmptyState className="empty-start" title={say("projects.none")} action={<Button onClick={openSample}>{say("command.sample")}</Button>}>{say("projects.none_words")}</EmptyState>
        : <ul className="lines">{others.map((project) => <RecentLine key={project.recent} project={project} />)}</ul>}
    </section>
  );
}

function RecentLine({ project }: { project: RecentProject }) {
  const [backups, setBackups] = useState(false);
  const forgetting = useDo("forget_recent");
  const forget = () => forgetting.mutate({ recent: project.recent }, { onError: (failure) => report(failure), onSuccess: () => tell(say("projects.forgotten", { name: project.name })) });
  const entries: MenuEntry[] = [
    { id: "backups", label: say("backups.button"), icon: "clock", onAction: () => setBackups(true) },
    { id: "forget", label: say("projects.forget"), hint: say("projects.forget_hint"), icon: "cross", onAction: forget },
  ];
  return (
    <li className="line">
      <Icon name={project.is_there ? "projects" : "warn"} className={project.is_there ? undefined : "ink-3"} />
      <div className="line-words">
        <p className={project.is_there ? undefined : "ink-2"}>{project.name}</p>
        <p className="hint">{say(project.is_there ? "projects.opened" : "projects.gone", { place: project.place, when: moment(project.opened_ms) })}</p>
      </div>
      {project.is_there
        ? <Button aria-label={say("projects.open_named", { name: project.name })} onClick={() => attempt(() => openRecent(project.recent, project.name))}>{say("projects.open_action")}</Button>
        : <Button onClick={forget} aria-label={say("projects.forget_named", { name: project.name })}>{say("projects.forget")}</Button>}
      <Menu label={say("projects.more", { name: project.name })} icon="more" look="bare" bare entries={entries} />
      {backups && <BackupsDialog name={project.name} recent={project.recent} onClose={() => setBackups(false)} />}
    </li>
  );
}
