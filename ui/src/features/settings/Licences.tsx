/** What the app is made of, with each part's licence. The list is written by `cargo xtask licences` and loaded when asked for. */
import { useState } from "react";
import { Button, Dialog, Field } from "../../components";
import { say } from "../../texts/say";
import { report } from "../../app/status";

interface Part {
  name: string;
  version: string;
  licence: string;
  from: string;
}

export function Licences() {
  const [parts, setParts] = useState<Part[] | null>(null);
  const show = () => import("./licences.json").then((list) => setParts(list.default), report);
  return (
    <>
      <Button onClick={show}>{say("settings.licences_show")}</Button>
      {parts && <LicenceList parts={parts} onClose={() => setParts(null)} />}
    </>
  );
}

function LicenceList({ parts, onClose }: { parts: Part[]; onClose: () => void }) {
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const found = parts.filter((part) => `${part.name} ${part.licence}`.toLowerCase().includes(wanted));
  return (
    <Dialog title={say("settings.licences")} open onClose={onClose} width="middle">
      <p className="ink-2 licences-words">{say("settings.licences_words", { packages: parts.length })}</p>
      <Field label={say("settings.licences_find")} value={words} onChange={(event) => setWords(event.target.value)} />
      {found.length === 0 ? <p className="hint">{say("settings.licences_none")}</p> : (
        <ul className="licences" tabIndex={0} aria-label={say("settings.licences")}>
          {found.map((part) => <li key={`${part.from} ${part.name} ${part.version}`}><span>{part.name} <span className="ink-2">{part.version}</span></span><span className="ink-2">{part.licence}</span></li>)}
        </ul>
      )}
    </Dialog>
  );
}
