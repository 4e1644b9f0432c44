/** Under the model in use: read some rows or all, with the time it takes before it starts. */
import { useState } from "react";
import { call, type JobView, type ModelView, type ProjectInfo, type ReadingSettings } from "../../api";
import { attempt } from "../../app/commands";
import { noteText } from "../../app/jobText";
import { go } from "../../app/navigation";
import { Button } from "../../components/Button";
import { Checkbox, Field } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { roughly } from "../../texts/format";
import { say } from "../../texts/say";
import { JobButtons, JobLine } from "./JobLine";
import { BOUNDS, isUsual, offerFor, rowsRead, USUAL, type Offer } from "./offers";

interface Props {
  project: ProjectInfo;
  model: ModelView;
  job: JobView | undefined;
  hasFast: boolean;
}

export function ReadingOffer({ project, model, job, hasFast }: Props) {
  const [settings, setSettings] = useState<ReadingSettings>(USUAL);
  const offer = offerFor(project.documents, rowsRead(project.readings, model.model, settings), model.measured);
  if (job) return <div className="reading reading-now"><JobLine job={job} /><div className="reading-buttons"><JobButtons job={job} /></div></div>;
  if (project.documents === 0) {
    return <div className="reading"><p>{say("model.read.no_rows")}</p><Button onClick={() => go("data")}>{say("model.read.add_data")}</Button></div>;
  }
  return (
    <div className="reading">
      <div className="reading-row">
        <p className="reading-words">{words(offer, project.documents)}</p>
        <Buttons offer={offer} model={model.model} settings={settings} />
      </div>
      {notesOf(project, model.model).map((note) => <p key={note} className="hint"><Icon name="info" className="icon-small" /> {note}</p>)}
      <More settings={settings} onSettings={setSettings} hasFast={hasFast} />
    </div>
  );
}

/** What was done differently for what the model has read here, each thing once. */
const notesOf = (project: ProjectInfo, model: string): string[] =>
  [...new Set(project.readings.filter((reading) => reading.model === model).flatMap((reading) => reading.notes.map(noteText)))];

function words(offer: Offer, documents: number): string {
  if (offer.rest === 0) return say("model.read.all_done", { rows: documents });
  if (offer.read > 0) return say("model.read.some_done", { read: offer.read, rest: offer.rest });
  return say("model.read.none_done");
}

function Buttons({ offer, model, settings }: { offer: Offer; model: string; settings: ReadingSettings }) {
  const start = (scope: { kind: "spread"; rows: number } | { kind: "rest" }) => attempt(async () => {
    await call("start_reading", { model, scope, settings: isUsual(settings) ? null : settings, representations: null, autoencoder: null });
  });
  if (offer.rest === 0) return <Button look="solid" keys="Mod 4" onClick={() => go("results")}>{say("model.read.see_results")}</Button>;
  const trial = offer.trial;
  return (
    <div className="reading-buttons">
      {offer.read > 0 ? <Button look="quiet" onClick={() => go("results")}>{say("model.read.see_results")}</Button> : null}
      <Button look={trial === null ? "solid" : "edge"} onClick={() => start({ kind: "rest" })}>
        {timed(say("model.read.all", { rows: offer.rest }), offer.restSeconds)}
      </Button>
      {trial === null ? null : (
        <Button look="solid" onClick={() => start({ kind: "spread", rows: trial })}>{timed(say("model.read.trial", { rows: trial }), offer.trialSeconds)}</Button>
      )}
    </div>
  );
}

/** "Try on 500 rows first, about 40 s"; without a measurement nothing is claimed. */
const timed = (label: string, seconds: number | null): string => (seconds === null ? label : say("model.read.timed", { label, time: roughly(seconds) }));

function More({ settings, onSettings, hasFast }: { settings: ReadingSettings; onSettings: (settings: ReadingSettings) => void; hasFast: boolean }) {
  const set = (name: "top_k" | "max_tokens", text: string) => {
    const value = Number(text);
    const [least, most] = BOUNDS[name];
    if (Number.isInteger(value) && value >= least && value <= most) onSettings({ ...settings, [name]: value });
  };
  return (
    <details className="more-settings">
      <summary>{say("model.more")}</summary>
      <div className="more-settings-fields">
        {(["top_k", "max_tokens"] as const).map((name) => (
          <Field key={name} type="number" min={BOUNDS[name][0]} max={BOUNDS[name][1]} label={say(`model.setting.${name}`)}
            hint={say("model.setting.hint", { name, least: BOUNDS[name][0], most: BOUNDS[name][1], usual: USUAL[name] })}
            defaultValue={settings[name]} onChange={(event) => set(name, event.target.value)} />
        ))}
        <Checkbox label={say("model.setting.fast")} hint={say(hasFast ? "model.setting.fast_hint" : "model.setting.fast_none")} disabled={!hasFast}
          checked={settings.fast} onChange={(fast) => onSettings({ ...settings, fast })} />
      </div>
      {isUsual(settings) ? null : <p className="hint"><Icon name="info" className="icon-small" /> {say("model.setting.apart")}</p>}
    </details>
  );
}
