/** Settings of this computer, and what the app says of itself. */
import { useAsk, useDo, type About } from "../../api";
import { go } from "../../app/navigation";
import { useSettings } from "../../app/settings";
import { report, tell } from "../../app/status";
import { Button, ErrorState, Screen, Segmented, Select, Skeleton } from "../../components";
import { say } from "../../texts/say";
import { Licences } from "./Licences";

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
            <Setting title={say("settings.density")} words={say("settings.density_words")}>
              <Segmented label={say("settings.density")} value={settings.density} onChange={(density) => change({ density })}
                options={(["comfortable", "compact"] as const).map((value) => ({ value, label: say(`density.${value}`) }))} />
            </Setting>
            <Threads value={settings.threads} onChange={(threads) => change({ threads })} />
            <DownloadLimit value={settings.download_limit} onChange={(download_limit) => change({ download_limit })} />
            <KeptToken />
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

function Setting({ title, words, children }: { title: string; words: string; children: React.ReactNode }) {
  return (
    <section className="setting">
      <div className="setting-words"><h2 className="part-title">{title}</h2><p className="ink-2">{words}</p></div>
      <div className="setting-control">{children}</div>
    </section>
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

/** The access token that was entered here, where there is one. */
function KeptToken() {
  const account = useAsk("hub_account", {}).data;
  const { mutate, isPending } = useDo("keep_token");
  if (!account?.is_kept) return null;
  const forget = () => mutate({ token: "" }, { onSuccess: () => tell(say("settings.token_forgotten")), onError: (failure) => report(failure) });
  return (
    <Setting title={say("settings.token")} words={say("settings.token_kept", { host: account.host })}>
      <Button onClick={forget} disabled={isPending}>{say("settings.token_forget")}</Button>
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
      <div><dt>{say("settings.projects_folder")}</dt><dd className="mono">{about.projects_folder}</dd></div>
      <div><dt>{say("settings.logs_folder")}</dt><dd className="mono">{about.logs_folder}</dd></div>
    </dl>
  );
}
