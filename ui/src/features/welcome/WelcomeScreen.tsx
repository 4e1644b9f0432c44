/** First run: one sentence, two ways in, what will happen. A project opened before is one step away. */
import { useAsk } from "../../api";
import { addFiles, attempt, openProject, openRecent, openSample } from "../../app/commands";
import { useSettings } from "../../app/settings";
import { Button, Icon, KeyCap, Menu, type MenuEntry } from "../../components";
import { say } from "../../texts/say";
import { SievePicture } from "./SievePicture";
import { WORK_PLACES } from "../../app/navigation";

export function WelcomeScreen() {
  return (
    <div className="welcome">
      <main className="welcome-words" data-pane tabIndex={-1}>
        <p className="welcome-name">{say("app.name")}</p>
        <div className="welcome-middle">
          <h1 className="welcome-title">{say("welcome.title")}</h1>
          <p className="welcome-lead">{say("welcome.lead")}</p>
          <Way solid title={say("welcome.sample")} words={say("welcome.sample_words")} keys="Enter" onClick={openSample} />
          <Way title={say("welcome.own")} words={say("welcome.own_words")} keys="Mod O" onClick={addFiles} />
          <p className="welcome-promise"><Icon name="lock" />{say("welcome.promise")}</p>
          <Recent />
        </div>
        <div className="welcome-foot">
          <ThemeMenu />
          <Button look="quiet" keys="Mod Shift O" onClick={openProject}>{say("action.open_project")}</Button>
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

function Way({ title, words, keys, solid, onClick }: { title: string; words: string; keys: string; solid?: boolean; onClick: () => void }) {
  return (
    <button type="button" className={solid ? "way button-solid" : "way"} autoFocus={solid} onClick={onClick}>
      <span className="way-words"><b>{title}</b><span>{words}</span></span><KeyCap keys={keys} />
    </button>
  );
}

/** Up to three projects that are still there. */
function Recent() {
  const { data } = useAsk("recent_projects", {});
  const there = data?.filter((project) => project.is_there).slice(0, 3) ?? [];
  if (there.length === 0) return null;
  return (
    <p className="welcome-recent">
      <span>{say("welcome.recent")}</span>
      {there.map((project) => <Button key={project.recent} look="link" onClick={() => attempt(() => openRecent(project.recent, project.name))}>{project.name}</Button>)}
    </p>
  );
}

export function ThemeMenu() {
  const { settings, change } = useSettings();
  const now = settings?.theme ?? "system";
  const entries = (["system", "light", "dark"] as const).map((theme): MenuEntry => ({ id: theme, label: say(`theme.${theme}`), chosen: theme === now, onAction: () => change({ theme }) }));
  return <Menu label={say("settings.theme_now", { theme: say(`theme.${now}`) })} look="quiet" entries={entries}>{say(`theme.${now}`)}</Menu>;
}
