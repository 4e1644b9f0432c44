/** By which method, on which model: each with its sentence, what it needs and what to be careful about. */
import { useState } from "react";
import { useAsk, type MethodView, type ReadingInfo } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { ErrorState, Skeleton } from "../../components/States";
import { cx } from "../../components/cx";
import { isTextKey, say, sayAny } from "../../texts/say";

/** What a ranking is asked with. */
export interface HowToRank {
  method: string;
  /** The model's id; the chosen one if none. */
  model: string | null;
  settings: Record<string, number>;
}

interface Props {
  how: HowToRank;
  onHow: (how: HowToRank) => void;
  readings: ReadingInfo[];
  modelName: string | null;
}

/** The plain name of a method, or its id where the catalogue has none. */
export const methodName = (method: string): string => sayAny(isTextKey(`method.${method}.name`) ? `method.${method}.name` : method);

export function MethodMenu({ how, onHow, readings, modelName }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)} aria-haspopup="dialog">
        {methodName(how.method)}
        {modelName === null ? null : <span className="quiet wide-only">{say("results.method.on", { model: modelName })}</span>}
        <Icon name="down" className="icon-small" />
      </Button>
      {open ? <Choosing how={how} onHow={onHow} readings={readings} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Choosing({ how, onHow, readings, onClose }: Omit<Props, "modelName"> & { onClose: () => void }) {
  const methods = useAsk("methods", {});
  const method = methods.data?.find((each) => each.method === how.method);
  const models = [...new Map(readings.map((each) => [each.model, each])).values()];
  return (
    <Dialog title={say("results.method.title")} open onClose={onClose} width="middle"
      actions={<Button look="solid" onClick={onClose}>{say("results.method.done")}</Button>}>
      {methods.failure ? <ErrorState compact failure={methods.failure} onRetry={methods.again} /> : null}
      {methods.loading ? <Skeleton lines={5} /> : null}
      <div role="radiogroup" aria-label={say("results.method.title")} className="method-list">
        {methods.data?.map((each) => (
          <MethodCard key={each.method} method={each} chosen={each.method === how.method}
            onChoose={() => onHow({ ...how, method: each.method, settings: {} })} />
        ))}
      </div>
      {method?.needs_model && models.length > 1 ? (
        <fieldset className="method-models">
          <legend>{say("results.method.model")}</legend>
          {models.map((each) => (
            <label key={each.model} className="radio">
              <input type="radio" name="model" checked={each.model === (how.model ?? models[0]?.model)}
                onChange={() => onHow({ ...how, model: each.model })} />
              {each.model_name}<small>{say("results.method.read", { documents: each.documents_read })}</small>
            </label>
          ))}
        </fieldset>
      ) : null}
      {method && method.settings.length > 0 ? <MoreSettings method={method} how={how} onHow={onHow} /> : null}
    </Dialog>
  );
}

function MethodCard({ method, chosen, onChoose }: { method: MethodView; chosen: boolean; onChoose: () => void }) {
  const careful = `method.${method.method}.careful`;
  return (
    <label className={cx("method-card", chosen && "is-chosen")}>
      <input type="radio" name="method" checked={chosen} onChange={onChoose} />
      <span className="method-words">
        <span className="method-name">{methodName(method.method)} <small>{method.technical}</small></span>
        <span>{sayAny(`method.${method.method}.sentence`)}</span>
        <small>{say(method.needs_examples ? "results.method.needs_examples" : "results.method.needs_nothing")}</small>
        {isTextKey(careful) ? <small>{say("results.method.careful", { words: say(careful) })}</small> : null}
        <small>{method.source}</small>
      </span>
    </label>
  );
}

function MoreSettings({ method, how, onHow }: { method: MethodView; how: HowToRank; onHow: (how: HowToRank) => void }) {
  return (
    <details className="more-settings" open={Object.keys(how.settings).length > 0}>
      <summary>{say("results.method.more")}</summary>
      <div className="more-settings-fields">
        {method.settings.map((setting) => {
          const label = `method.setting.${setting.name}`;
          const set = (text: string) => {
            const value = Number(text);
            if (text === "" || !Number.isFinite(value) || value < setting.least || value > setting.most) return;
            const { [setting.name]: _, ...others } = how.settings;
            onHow({ ...how, settings: value === setting.default ? others : { ...others, [setting.name]: value } });
          };
          return (
            <Field key={setting.name} type="number" min={setting.least} max={setting.most} step={setting.step}
              label={isTextKey(label) ? `${say(label)} (${setting.name})` : setting.name}
              hint={say("results.method.range", { least: setting.least, most: setting.most, usual: setting.default })}
              defaultValue={how.settings[setting.name] ?? setting.default} onChange={(event) => set(event.target.value)} />
          );
        })}
      </div>
    </details>
  );
}
