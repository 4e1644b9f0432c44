/** The rail: the project, five places that double as a checklist, and what serves all projects. */
import { useAsk, type JobView, type ProjectInfo } from "../api";
import { ariaKeys, cx, Icon, KeyCap, Menu, type IconName, type MenuEntry } from "../components";
import { say } from "../texts/say";
import { addFiles, closeProject, newProject, openProject } from "./commands";
import { go, SIDE_PLACES, usePlace, WORK_PLACES, type Place } from "./navigation";
import { marks, type Mark } from "./progress";
import { sheet } from "./shortcuts";

const MARKS: Record<Mark, IconName> = { done: "check", next: "dot", later: "ring" };

export function Rail({ project }: { project: ProjectInfo }) {
  const mark = marks(project);
  return (
    <nav className="rail" aria-label={say("rail.label")} data-pane tabIndex={-1}>
      <ProjectMenu project={project} />
      <ul className="rail-list">
        {WORK_PLACES.map((place, at) => (
          <RailItem key={place} place={place} keys={`Mod ${at + 1}`} note={say(`rail.mark.${mark[place]}`)}>
            <Icon name={MARKS[mark[place]]} className="rail-mark" />
          </RailItem>
        ))}
      </ul>
      <ul className="rail-list rail-side">
        {SIDE_PLACES.map((place) => <RailItem key={place} place={place}>{place === "activity" && <Busy />}</RailItem>)}
      </ul>
      <div className="rail-foot">
        <button type="button" className="rail-item" aria-keyshortcuts={ariaKeys("Mod K")} onClick={() => sheet.set("palette")}>
          <Icon name="search" /><span className="rail-word rail-long">{say("rail.find")}</span><KeyCap keys="Mod K" />
        </button>
        <button type="button" className="rail-item" aria-keyshortcuts="?" onClick={() => sheet.set("keys")}>
          <Icon name="help" /><span className="rail-word">{say("rail.shortcuts")}</span><KeyCap keys="?" />
        </button>
      </div>
    </nav>
  );
}

function RailItem({ place, keys, note, children }: { place: Place; keys?: string; note?: string; children?: React.ReactNode }) {
  const here = usePlace() === place;
  return (
    <li>
      <button type="button" className={cx("rail-item", here && "rail-here")} aria-current={here ? "page" : undefined}
        aria-keyshortcuts={keys && ariaKeys(keys)} title={keys && `${say(`place.${place}`)}  ${keys.replace("Mod", "Ctrl")}`} onClick={() => go(place)}>
        <Icon name={place} /><span className="rail-word">{say(`place.${place}`)}</span>
        {note && <span className="hidden">{note}</span>}{children}
      </button>
    </li>
  );
}

const isRunning = (job: JobView) => job.state === "running";

function Busy() {
  const { data } = useAsk("jobs", {});
  const running = data?.filter(isRunning).length ?? 0;
  const failed = data?.filter((job) => job.state === "failed").length ?? 0;
  const text = running > 0 ? say("rail.running", { jobs: running }) : failed > 0 ? say("rail.failed", { jobs: failed }) : say("rail.idle");
  return <span className={cx("rail-note", running > 0 && "rail-note-busy", running === 0 && failed > 0 && "rail-note-failed")}>{text}</span>;
}

function ProjectMenu({ project }: { project: ProjectInfo }) {
  const entries: (MenuEntry | "line")[] = [
    { id: "files", label: say("command.open_data"), icon: "file", keys: "Mod O", onAction: addFiles },
    "line",
    { id: "new", label: say("command.new_project"), icon: "plus", onAction: newProject },
    { id: "open", label: say("command.open_project"), icon: "projects", keys: "Mod Shift O", onAction: openProject },
    { id: "all", label: say("place.projects"), icon: "folder", onAction: () => go("projects") },
    "line",
    { id: "close", label: say("command.close_project"), icon: "cross", onAction: closeProject },
  ];
  return (
    <Menu label={say("rail.project_menu", { name: project.name })} look="bare" className="rail-project" entries={entries}>
      {project.read_only && <Icon name="lock" />}
      <span className="rail-project-name">{project.name}</span>
    </Menu>
  );
}
