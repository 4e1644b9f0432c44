/**
 * By which method: a sheet with all of them at the left and everything about the chosen one at the right. Nothing is
 * ranked before it is said so, since a method may take minutes.
 */
import "./methods.css";
import { useState, type KeyboardEvent } from "react";
import { useAsk, type NeuronRef, type ReadingInfo } from "../../api";
import { isTyping } from "../../app/shortcuts";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { MethodDetail } from "./MethodDetail";
import { MethodList } from "./MethodList";
import { plainName } from "./methods";

/** What a ranking is asked with. */
export interface HowToRank {
  method: string;
  /** The model's id; the chosen one if none. */
  model: string | null;
  settings: Record<string, number>;
  /** A kept run's layers, examples, ignored neurons and name. */
  layers?: [number, number] | null;
  examples?: number[];
  ignored?: NeuronRef[];
  run?: string;
}

interface Props {
  how: HowToRank;
  onHow: (how: HowToRank) => void;
  readings: ReadingInfo[];
  modelName: string | null;
}

export function MethodMenu({ how, onHow, readings, modelName }: Props) {
  const [open, setOpen] = useState(false);
  const methods = useAsk("methods", {});
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)} aria-haspopup="dialog">
        {plainName(methods.data, how.method)}
        {modelName === null ? null : <span className="quiet wide-only">{say("results.method.on", { model: modelName })}</span>}
        <Icon name="down" className="icon-small" />
      </Button>
      {open ? <MethodSheet how={how} onHow={onHow} readings={readings} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface SheetProps extends Omit<Props, "modelName"> {
  onClose: () => void;
  /** The method joins others: what is chosen first counts too. */
  adding?: boolean;
}

/** The sheet: what is chosen in it counts when it is closed by its main button. */
export function MethodSheet({ how, onHow, readings, onClose, adding = false }: SheetProps) {
  const methods = useAsk("methods", {});
  const [draft, setDraft] = useState(how);
  const chosen = methods.data?.find((each) => each.method === draft.method);
  const done = () => {
    onClose();
    if (adding || JSON.stringify(draft) !== JSON.stringify(how)) onHow(draft);
  };
  const choose = (method: string) => setDraft({ ...draft, method, settings: method === how.method ? how.settings : {} });
  return (
    <Dialog title={say(adding ? "compare.add" : "results.method.title")} open onClose={onClose} width="wide" actions={(
      <>
        <Button onClick={onClose}>{say("action.cancel")}</Button>
        <Button look="solid" disabled={!chosen} onClick={done}>{say(adding ? "compare.add_done" : "results.method.done", { method: plainName(methods.data, draft.method) })}</Button>
      </>
    )}>
      {methods.failure ? <ErrorState compact failure={methods.failure} onRetry={methods.again} /> : null}
      {methods.loading ? <Skeleton lines={8} /> : null}
      {methods.data ? (
        <div className="method-sheet" onKeyDown={toSearch}>
          <MethodList methods={methods.data} chosen={draft.method} onChoose={choose} />
          {chosen ? <MethodDetail key={chosen.method} method={chosen} how={draft} onHow={setDraft} readings={readings} /> : null}
        </div>
      ) : null}
    </Dialog>
  );
}

/** "/" brings the focus to the sheet's own search. */
function toSearch(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "/" || isTyping(event.target)) return;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLInputElement>("[data-search]")?.focus();
}
