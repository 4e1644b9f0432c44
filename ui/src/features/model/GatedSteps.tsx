/** A model whose owner asks for permission: what to do, in three steps, once. */
import { useState, type FormEvent } from "react";
import { useAsk, useDo } from "../../api";
import { report, tell } from "../../app/status";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Icon } from "../../components/Icon";
import { say } from "../../texts/say";

export function GatedSteps({ repo, onKept }: { repo: string; onKept: () => void }) {
  const account = useAsk("hub_account", {}).data;
  if (!account) return <p className="model-problem"><Icon name="lock" />{say("model.hub.gated")}</p>;
  if (account.has_token) return <p className="model-problem"><Icon name="lock" />{say("model.gate.has_token")}</p>;
  return (
    <div className="gate">
      <p className="model-problem"><Icon name="lock" />{say("model.hub.gated")} {say("model.gate.title")}</p>
      <ol className="gate-steps">
        <li>{say("model.gate.accept")} <Address address={`${account.address}/${repo}`} /></li>
        <li>{say("model.gate.token")} <Address address={`${account.address}/settings/tokens`} /></li>
        <li>{say("model.gate.paste", { host: account.host })} <TokenField host={account.host} onKept={onKept} /></li>
      </ol>
    </div>
  );
}

/** The window opens no browser by itself: the address is copied. */
function Address({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(address).then(() => setCopied(true), () => setCopied(false));
  return (
    <span className="gate-address">
      <code>{address}</code>
      <Button look="quiet" onClick={copy}>{say(copied ? "model.gate.copied" : "model.gate.copy")}</Button>
    </span>
  );
}

function TokenField({ host, onKept }: { host: string; onKept: () => void }) {
  const [token, setToken] = useState("");
  const keep = useDo("set_token");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() === "") return;
    keep.mutate({ token }, {
      onSuccess: () => {
        setToken("");
        tell(say("model.gate.kept", { host }));
        onKept();
      },
      onError: (failure) => report(failure),
    });
  };
  return (
    <form className="gate-token" onSubmit={submit}>
      <Field type="password" autoComplete="off" label={say("model.gate.field")} hideLabel placeholder={say("model.gate.field")} value={token}
        onChange={(event) => setToken(event.target.value)} />
      <Button look="solid" type="submit" disabled={token.trim() === "" || keep.isPending}>{say("model.gate.keep")}</Button>
    </form>
  );
}
