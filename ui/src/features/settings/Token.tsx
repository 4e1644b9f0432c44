/** The hub's token: where it is kept, never what it is. It can be pasted, and a password manager may fill it in. */
import { useState } from "react";
import { useAsk, useDo } from "../../api";
import { report, tell } from "../../app/status";
import { Button, ErrorState, Field } from "../../components";
import { say } from "../../texts/say";
import { Setting } from "./Setting";

export function Token() {
  const { data, failure, again } = useAsk("token", {});
  const setting = useDo("set_token");
  const [token, setToken] = useState("");
  if (failure) return <ErrorState failure={failure} onRetry={again} compact />;
  if (!data) return null;
  const keep = () => setting.mutate({ token: token.trim() }, {
    onError: (failure) => report(failure),
    onSuccess: (kept) => { setToken(""); tell(say("token.kept", { host: kept.host })); },
  });
  const forget = () => setting.mutate({ token: null }, { onError: (failure) => report(failure), onSuccess: () => tell(say("token.forgotten")) });
  const isOurs = data.from === "keyring" || data.from === "file";
  const where = data.from ? say(`token.from.${data.from}`, { host: data.host, file: data.file }) : say("token.none", { host: data.host });
  return (
    <Setting title={say("token.title")} words={`${where} ${say(data.keeps_in === "keyring" ? "token.keeps_in.keyring" : "token.keeps_in.file", { file: data.file })}`}>
      {data.from === "environment" ? null : (
        <form className="setting-folder" onSubmit={(event) => { event.preventDefault(); if (token.trim()) keep(); }}>
          <Field label={say("token.field")} type="password" autoComplete="current-password" spellCheck={false} value={token} onChange={(event) => setToken(event.target.value)} />
          <span className="setting-deeds">
            {isOurs ? <Button look="quiet" onClick={forget}>{say("token.forget")}</Button> : null}
            <Button type="submit" disabled={token.trim() === "" || setting.isPending}>{say("token.keep")}</Button>
          </span>
        </form>
      )}
    </Setting>
  );
}
