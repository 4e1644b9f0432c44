/** Settings of this computer, each in force at once, and what the app says of itself. */
import { useAsk, type About, type Device, type Language, type TextSize } from "../../api";
import { go } from "../../app/navigation";
import { useSettings } from "../../app/settings";
import { Button, ErrorState, Screen, Segmented, Select, Skeleton } from "../../components";
import { say } from "../../texts/say";
import { Licences } from "./Licences";
import { MemoryLimit } from "./MemoryLimit";
import { OwnFolders } from "./OwnFolders";
import { Setting } from "./Setting";
import { Token } from "./Token";

const TEXT_SIZES: readonly TextSize[] = ["usual", "larger", "largest"];
const LANGUAGES: readonly Language[] = ["system", "english", "chinese"];
const DEVICES: readonly Device[] = ["fastest", "processor"];

export function SettingsScreen() {
  const { settings, change } = useSettings();
  const asked = useAsk("settings", {});
  const overview = useAsk("overview", {});
  const back = overview.data && !overview.data.project ? <Button look="quiet" icon="left" onClick={() => go("data")}>{say("projects.back")}</Button> : null;
  return (
    <Screen title={say("place.settings")} actions={back}>
      <div className="page"><div className="page-inner">
        {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact /> : !settings ? <Skeleton lines={6} /> : (
          <>
            <Setting title={say("settings.theme")} words={say("settings.theme_words")}>
              <Segmented label={say("settings.theme")} value={settings.theme} onChange={(theme) => change({ theme })}
                options={(["system", "light", "dark"] as const).map((value) => ({ value, label: say(`settings.theme.${value}`) }))} />
            </Setting>
            <Setting title={say("settings.text_size")} words={say("settings.text_size_words")}>
              <Segmented label={say("settings.text_size")} value={settings.text_size} onChange={(text_size) => change({ text_size })}
                options={TEXT_SIZES.map((value) => ({ value, label: say(`settings.text_size.${value}`) }))} />
            </Setting>
            <Setting title={say("settings.density")} words={say("settings.density_words")}>
              <Segmented label={say("settings.density")} value={settings.density} onChange={(density) => change({ density })}
                options={(["comfortable", "compact"] as const).map((value) => ({ value, label: say(`density.${value}`) }))} />
            </Setting>
            <Setting title={say("settings.language")} words={say("settings.language_words")}>
              <Select label={say("settings.language")} hideLabel value={settings.language} onChange={(language) => change({ language: language as Language })}
                options={LANGUAGES.map((value) => ({ value, label: say(`settings.language.${value}`) }))} />
            </Setting>
            <DeviceSetting value={settings.device} onChange={(device) => change({ device })} />
            <Threads value={settings.threads} onChange={(threads) => change({ threads })} />
            <MemoryLimit value={settings.memory_limit} onChange={(memory_limit) => change({ memory_limit })} />
            <DownloadLimit value={settings.download_limit} onChange={(download_limit) => change({ download_limit })} />
            <OwnFolders />
            <Token />
            {settings.dismissed.length > 0 && (
              <Setting title={say("settings.hints")} words={say("settings.hints_words", { hints: settings.dismissed.length })}>
                <Button onClick={() => change({ dismissed: [] })}>{say("settings.hints_again")}</Button>
              </Setting>
            )}
          </>
        )}
        <AboutApp />
      </div></div>
    </Screen>
  );
}

/** Where there is nothing to choose, it is said what is used. */
function DeviceSetting({ value, onChange }: { value: Device; onChange: (device: Device) => void }) {
  const about = useAsk("about", {}).data;
  if (!about) return null;
  if (!about.knows_graphics) return <Setting title={say("settings.device")} words={say("settings.device_none")}><span className="ink-2">{say("settings.device.processor")}</span></Setting>;
  return (
    <Setting title={say("settings.device")} words={say("settings.device_words")}>
      <Segmented label={say("settings.device")} value={value} onChange={onChange}
        options={DEVICES.map((device) => ({ value: device, label: say(`settings.device.${device}`) }))} />
    </Setting>
  );
}

function Threads({ value, onChange }: { value: number | null; onChange: (threads: number | null) => void }) {
  const { data } = useAsk("computer", {});
  const cores = Math.max(data?.cores ?? 1, value ?? 1);
  const options = [{ value: "0", label: say("settings.threads_all") }, ...Array.from({ length: cores }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))];
  const words = data ? say("settings.threads_words", { cores: data.cores, device: data.device }) : say("state.loading");
  return (
    <Setting title={say("settings.threads")} words={words}>
      <Select label={say("settings.threads")} hideLabel options={options} value={String(value ?? 0)} onChange={(next) => onChange(next === "0" ? null : Number(next))} />
    </Setting>
  );
}

/** Bytes a second that can be chosen. */
const LIMITS = [0.5e6, 1e6, 2e6, 5e6, 10e6, 25e6];

function DownloadLimit({ value, onChange }: { value: number | null; onChange: (limit: number | null) => void }) {
  const choices = value === null || LIMITS.includes(value) ? LIMITS : [...LIMITS, value].sort((a, b) => a - b);
  const options = [{ value: "0", label: say("settings.limit_none") }, ...choices.map((rate) => ({ value: String(rate), label: say("job.rate.bytes", { rate }) }))];
  return (
    <Setting title={say("settings.limit")} words={say("settings.limit_words")}>
      <Select label={say("settings.limit")} hideLabel options={options} value={String(value ?? 0)} onChange={(next) => onChange(next === "0" ? null : Number(next))} />
    </Setting>
  );
}

function AboutApp() {
  const { data, failure, again } = useAsk("about", {});
  return (
    <section className="part">
      <h2 className="part-title">{say("settings.about")}</h2>
      {failure ? <ErrorState failure={failure} onRetry={again} compact /> : data ? <AboutList about={data} /> : <Skeleton lines={3} />}
      <div><Licences /></div>
    </section>
  );
}

function AboutList({ about }: { about: About }) {
  return (
    <dl className="about">
      <div><dt>{say("settings.version")}</dt><dd>{about.version}</dd></div>
      <div><dt>{say("settings.sqlite")}</dt><dd>{about.sqlite}</dd></div>
      <div><dt>{say("settings.licence")}</dt><dd>{say("settings.licence_name")}</dd></div>
      <div><dt>{say("settings.logs_folder")}</dt><dd className="mono">{about.logs_folder}</dd></div>
    </dl>
  );
}
