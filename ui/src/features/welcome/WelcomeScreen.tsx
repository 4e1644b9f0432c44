/** First run: one sentence, two ways in, what will happen. A project opened before is one step away. */
import { useAsk, type RecentProject } from "../../api";
import { addFiles, attempt, openProject, openRecent, openSample } from "../../app/commands";
import { useSettings } from "../../app/settings";
import { Button, Icon, KeyCap, Menu, type MenuEntry } from "../../components";
import { moment } from "../../texts/format";
import { say } from "../../texts/say";
import { SievePicture } from "./SievePicture";
import { go, WORK_PLACES } from "../../app/navigation";

export function WelcomeScreen() {
  const recent = useAsk("recent_projects", {});
  const there = recent.data?.filter((project) => project.is_there) ?? [];
  const last = there[0];
  // The first button has the focus: it is not drawn before it is known which that is.
  if (recent.loading) return <div className="welcome" />;
  return (
    <div className="welcome">
      <main className="welcome-words" data-pane tabIndex={-1}>
        <p className="welcome-name">{say("app.name")}</p>
        <div className="welcome-middle">
          <h1 className="welcome-title">{say("welcome.title")}</h1>
          <p className="welcome-lead">{say("welcome.lead")}</p>
          {last ? <Way solid title={say("welcome.continue", { name: last.name })} words={say("welcome.continue_words", { when: moment(last.opened_ms) })} keys="Enter" onClick={() => attempt(() => openRecent(last.recent, last.name))} /> : null}
          <Way solid={!last} title={say("welcome.sample")} words={say("welcome.sample_words")} {...(last ? {} : { keys: "Enter" })} onClick={openSample} />
          <Way title={say("welcome.own")} words={say("welcome.own_words")} keys="Mod O" onClick={addFiles} />
          <p className="welcome-promise"><Icon name="lock" />{say("welcome.promise")}</p>
          <Recent projects={there.slice(1, 1 + RECENT)} />
        </div>
        <div className="welcome-foot">
          <ThemeMenu />
          <span className="welcome-foot-deeds">
            <Button look="quiet" onClick={() => go("model")}>{say("model.title_all")}</Button>
            <Button look="quiet" keys="Mod Shift O" onClick={openProject}>{say("action.open_project")}</Button>
          </span>
        </div>
      </main>
      <aside className="welcome-picture">
        <SievePicture />
        <ol className="welcome-steps">
          {WORK_PLACES.map((place) => <li key={place}><b>{say(`place.${place}`)}</b><span>{say(`welcome.step.${place}`)}</span></li>)}
        </ol>
      </aside>
    </div>
  );
}

function Way({ title, words, keys, solid, onClick }: { title: string; words: string; keys?: string; solid?: boolean; onClick: () => void }) {
  return (
    <button type="button" className={solid ? "way button-solid" : "way"} autoFocus={solid} onClick={onClick}>
      <span className="way-words"><b>{title}</b><span>{words}</span></span>{keys ? <KeyCap keys={keys} /> : null}
    </button>
  );
}

/** Projects shown besides the last. */
const RECENT = 3;

function Recent({ projects }: { projects: RecentProject[] }) {
  if (projects.length === 0) return null;
  return (
    <p className="welcome-recent">
      <span>{say("welcome.recent")}</span>
      {projects.map((project) => <Button key={project.recent} look="link" onClick={() => attempt(() => openRecent(project.recent, project.name))}>{project.name}</Button>)}
    </p>
  );
}

export function ThemeMenu() {
  const { settings, change } = useSettings();
  const now = settings?.theme ?? "system";
  const entries = (["system", "light", "dark"] as const).map((theme): MenuEntry => ({ id: theme, label: say(`theme.${theme}`), chosen: theme === now, onAction: () => change({ theme }) }));
  return <Menu label={say("settings.theme_now", { theme: say(`theme.${now}`) })} look="quiet" entries={entries}>{say(`theme.${now}`)}</Menu>;
}
