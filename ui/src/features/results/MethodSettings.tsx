/** A method's settings by their real names, with what they mean, their range or choices, and their default. */
import { useState } from "react";
import type { MethodSettingView, MethodView } from "../../api";
import { announce } from "../../app/announcer";
import { Button } from "../../components/Button";
import { Field, Select } from "../../components/Field";
import { say } from "../../texts/say";
import { meaningOf, withSetting } from "./methods";

interface Props {
  method: MethodView;
  /** Values that differ from the defaults, by name. */
  settings: Record<string, number>;
  onSettings: (settings: Record<string, number>) => void;
}

export function MethodSettings({ method, settings, onSettings }: Props) {
  const changed = method.settings.filter(({ name }) => name in settings).length;
  const [opened] = useState(changed > 0);
  /** Another number draws the fields afresh, which lets go of what was written in them. */
  const [round, setRound] = useState(0);
  const reset = () => {
    onSettings({});
    setRound(round + 1);
    announce(say("results.method.was_reset"));
  };
  return (
    <details className="more-settings" open={opened || undefined}>
      <summary>{changed > 0 ? say("results.method.more_changed", { changed }) : say("results.method.more")}</summary>
      <div className="more-settings-fields" key={round}>
        {method.settings.map((setting) => (
          <SettingField key={setting.name} setting={setting} means={meaningOf(method, setting)} value={settings[setting.name] ?? setting.default}
            onValue={(value) => onSettings(withSetting(settings, setting, value))} />
        ))}
      </div>
      <Button look="quiet" disabled={changed === 0} onClick={reset}>{say("results.method.reset")}</Button>
    </details>
  );
}

interface FieldProps {
  setting: MethodSettingView;
  means: string;
  value: number;
  onValue: (value: number) => void;
}

function SettingField(props: FieldProps) {
  return props.setting.choices.length > 0 ? <ChoiceField {...props} /> : <NumberField {...props} />;
}

function ChoiceField({ setting, means, value, onValue }: FieldProps) {
  const nameOf = (choice: string, at: number) => (at === setting.default ? say("results.method.choice_default", { choice }) : choice);
  return (
    <div className="field">
      <Select label={setting.name} value={String(value)} onChange={(at) => onValue(Number(at))} aria-description={means}
        options={setting.choices.map((choice, at) => ({ value: String(at), label: nameOf(choice, at) }))} />
      <p className="field-hint">{means}</p>
    </div>
  );
}

/** What is out of range is said beside the field, and the last good value stays in force. */
function NumberField({ setting, means, value, onValue }: FieldProps) {
  const { name, least, most, step, default: usual } = setting;
  const [complaint, setComplaint] = useState<string | null>(null);
  const take = (text: string) => {
    const wanted = Number(text);
    const isGood = text.trim() !== "" && Number.isFinite(wanted) && wanted >= least && wanted <= most;
    setComplaint(isGood ? null : say("results.method.setting_complaint", { least, most }));
    if (isGood) onValue(wanted);
  };
  return (
    <Field type="number" label={name} min={least} max={most} step={step} defaultValue={value} complaint={complaint} onChange={(event) => take(event.target.value)}
      hint={<>{means} <span className="num">{say("results.method.range", { least, most, usual })}</span></>} />
  );
}
