/** A model by its hub name or web address: looked up first, shown with its size, fetched only when asked to. */
import { useState, type FormEvent } from "react";
import { useDo, type HubModel } from "../../api";
import { attempt } from "../../app/commands";
import { call } from "../../api";
import { Button, IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { ErrorState } from "../../components/States";
import { say, sayFailure } from "../../texts/say";
import { GatedSteps } from "./GatedSteps";
import { HubResults } from "./HubResults";
import { hubName } from "./offers";

/** The field and what it found. */
export function useHubSearch() {
  const [text, setText] = useState("");
  const [complaint, setComplaint] = useState(false);
  const find = useDo("find_model");
  const search = useDo("search_models");
  const look = (name: string) => find.mutate({ name });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = hubName(text);
    const words = text.trim();
    setComplaint(name === null && words.length < 2);
    find.reset();
    if (name !== null) look(name);
    else if (words.length >= 2) search.mutate({ words });
  };
  const clear = () => {
    setText("");
    setComplaint(false);
    find.reset();
    search.reset();
  };
  const field = (
    <form className="search hub-search" role="search" onSubmit={submit}>
      <Icon name="search" />
      <input className="search-input" data-search aria-label={say("model.hub.field")} placeholder={say("model.hub.field")} value={text}
        spellCheck={false} autoCapitalize="none" aria-invalid={complaint} onChange={(event) => { setText(event.target.value); setComplaint(false); }}
        onKeyDown={(event) => { if (event.key === "Escape") clear(); }} />
      {text === "" ? <KeyCap keys="/" /> : <KeyCap keys="Enter" />}
    </form>
  );
  const failure = find.error ?? search.error;
  const again = () => { if (find.error && find.variables) find.mutate(find.variables); else if (search.variables) search.mutate(search.variables); };
  const found = (
    <>
      {complaint ? <p className="hub-note" role="alert"><Icon name="warn" />{say("model.hub.complaint")}</p> : null}
      {find.isPending || search.isPending ? <p className="hub-note" role="status"><Icon name="hub" />{say("model.hub.looking")}</p> : null}
      {failure ? <div className="hub-failure"><ErrorState compact failure={failure} onRetry={again} /></div> : null}
      {find.data ? <HubCard found={find.data} onClose={clear} onAgain={() => look(find.data.repo)} /> : null}
      {search.data && !find.data ? <HubResults offers={search.data} words={search.variables?.words ?? ""} onLook={look} onClose={clear} /> : null}
    </>
  );
  return { field, found };
}

function HubCard({ found, onClose, onAgain }: { found: HubModel; onClose: () => void; onAgain: () => void }) {
  const fetch = () => attempt(async () => {
    await call("download_model", { repo: found.repo, revision: found.revision });
    onClose();
  });
  return (
    <section className="hub-card" aria-label={say("model.hub.found", { name: found.repo })}>
      <Icon name="hub" />
      <div className="model-name">
        <p className="model-title">{found.repo}</p>
        <p className="model-remark">
          {say("model.hub.facts", { files: found.files.length, licence: found.licence ?? say("model.no_licence") })}
        </p>
        {found.problem && found.problem.code !== "hub_gated" ? <p className="model-problem"><Icon name="stop" />{sayFailure(found.problem)}</p> : null}
        {found.gated ? <GatedSteps repo={found.repo} onKept={onAgain} /> : null}
      </div>
      <Button look="edge" disabled={found.problem !== null} onClick={fetch}>{say("model.download", { size: found.size_bytes })}</Button>
      <IconButton icon="cross" label={say("action.close")} onClick={onClose} />
    </section>
  );
}
