/** All methods in their groups, found by plain and technical name, one of them chosen. */
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { MethodView } from "../../api";
import { DEFAULT_METHOD } from "../../app/selection";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { SearchField } from "../../components/Field";
import { Tag } from "../../components/Tag";
import { say } from "../../texts/say";
import { found, groupOf, GROUPS, standingOf, wordsOf } from "./methods";

interface Props {
  methods: MethodView[];
  chosen: string;
  onChoose: (method: string) => void;
}

export function MethodList({ methods, chosen, onChoose }: Props) {
  const [words, setWords] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const hits = found(methods, words);
  useEffect(() => {
    list.current?.querySelector(".is-chosen")?.scrollIntoView({ block: "center" });
  }, []);
  /** From the search, arrow down goes on to the methods: to the chosen one if it is among them. */
  const intoList = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" || !(event.target as HTMLElement).matches("[data-search]")) return;
    event.preventDefault();
    (list.current?.querySelector<HTMLElement>("input:checked") ?? list.current?.querySelector<HTMLElement>("input"))?.focus();
  };
  return (
    <div className="method-side" onKeyDown={intoList}>
      <SearchField label={say("results.method.search", { methods: methods.length })} value={words} onChange={setWords} />
      <p className="hidden" role="status">{words.trim() === "" ? "" : say("results.method.found", { methods: hits.length })}</p>
      <div ref={list} className="method-list" role="radiogroup" aria-label={say("results.method.title")}>
        {GROUPS.map((group) => (
          <MethodGroup key={group} title={say(`results.method.group.${group}`)} methods={hits.filter((each) => groupOf(each) === group)} chosen={chosen} onChoose={onChoose} />
        ))}
        {hits.length > 0 ? null : (
          <div className="method-none">
            <p>{say("results.method.none", { words: words.trim() })}</p>
            <Button onClick={() => setWords("")}>{say("results.method.all")}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

function MethodGroup({ title, methods, chosen, onChoose }: Props & { title: string }) {
  if (methods.length === 0) return null;
  return (
    <fieldset className="method-group">
      <legend>{title}</legend>
      {methods.map((each) => <MethodCard key={each.method} method={each} chosen={each.method === chosen} onChoose={() => onChoose(each.method)} />)}
    </fieldset>
  );
}

function MethodCard({ method, chosen, onChoose }: { method: MethodView; chosen: boolean; onChoose: () => void }) {
  const id = useId();
  const standing = standingOf(method);
  return (
    <label className={cx("method-card", chosen && "is-chosen")}>
      <input type="radio" name="method" checked={chosen} onChange={onChoose} aria-labelledby={`${id}-name`} aria-describedby={`${id}-words`} />
      <span className="method-words">
        <span id={`${id}-name`} className="method-name">
          {wordsOf(method, "plain")} <small>{method.technical}</small>
          {method.method === DEFAULT_METHOD ? <> <Tag>{say("results.method.default")}</Tag></> : null}
          {standing ? <> <Tag>{standing.mark}</Tag></> : null}
        </span>
        <span id={`${id}-words`} className="method-sentence">{wordsOf(method, "sentence")}</span>
      </span>
    </label>
  );
}
