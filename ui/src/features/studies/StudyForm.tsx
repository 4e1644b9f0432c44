/** A study before it starts: which, of what, with which numbers, and what it will take. */
import { useState } from "react";
import { useAsk, useDo, type StudyKind, type StudyQuery } from "../../api";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { Field, Select } from "../../components/Field";
import { ErrorState, Skeleton } from "../../components/States";
import { roughly } from "../../texts/format";
import { say } from "../../texts/say";
import { AnswerChoice } from "../evidence/AnswerChoice";
import { KINDS, NEEDS_ANSWER, NUMBERS, SILENCES, usual } from "./studies";

export function StudyForm({ goal }: { goal: number }) {
  const [query, setQuery] = useState<StudyQuery>(() => usual("switch_off", goal));
  const change = (part: Partial<StudyQuery>) => setQuery((old) => ({ ...old, ...part }));
  const choose = (kind: string) => setQuery((old) => ({ ...usual(kind as StudyKind, goal), answer: old.answer }));
  const asked: StudyQuery = NEEDS_ANSWER.has(query.kind) ? query : { ...query, answer: null };
  const isWhole = asked.answer !== null || !NEEDS_ANSWER.has(query.kind);
  return (
    <section className="card study-form" aria-labelledby="study-form-title">
      <h3 id="study-form-title">{say("study.form.title")}</h3>
      <Select label={say("study.form.kind")} value={query.kind} onChange={choose} options={KINDS.map((kind) => ({ value: kind, label: say(`study.title.${kind}`) }))} />
      <p className="study-means">{say(`study.means.${query.kind}`)}</p>
      {NEEDS_ANSWER.has(query.kind) ? <AnswerChoice answer={query.answer} onAnswer={(answer) => change({ answer })} /> : null}
      <details className="more-settings">
        <summary>{say("model.more")}</summary>
        <div className="more-settings-fields"><Numbers key={query.kind} query={query} onChange={change} /></div>
      </details>
      {isWhole ? <Start query={asked} /> : null}
    </section>
  );
}

/** Numbers and layers, each kept as it is typed; what lies out of bounds is not taken over. */
function Numbers({ query, onChange }: { query: StudyQuery; onChange: (part: Partial<StudyQuery>) => void }) {
  const [layers, setLayers] = useState({ first: "", last: "" });
  const setLayer = (end: "first" | "last", text: string) => {
    const next = { ...layers, [end]: text };
    setLayers(next);
    const [first, last] = [Number(next.first), Number(next.last)];
    const isRange = next.first !== "" && next.last !== "" && Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last;
    onChange({ layers: isRange ? [first, last] : null });
  };
  return (
    <>
      {NUMBERS.map(({ name, least, most }) => (
        <Field key={name} type="number" min={least} max={most} label={say(`study.form.${name}`)} hint={say(`study.form.${name}_hint`)} defaultValue={query[name]}
          onChange={({ target }) => {
            const value = Number(target.value);
            if (Number.isInteger(value) && value >= least && value <= most) onChange({ [name]: value });
          }} />
      ))}
      {SILENCES.has(query.kind) ? (
        <>
          <Field type="number" min={0} label={say("study.form.first_layer")} hint={say("study.form.layers_hint")} value={layers.first} onChange={(event) => setLayer("first", event.target.value)} />
          <Field type="number" min={0} label={say("study.form.last_layer")} value={layers.last} onChange={(event) => setLayer("last", event.target.value)} />
        </>
      ) : null}
    </>
  );
}

/** What it takes, and the button. */
function Start({ query }: { query: StudyQuery }) {
  const cost = useAsk("study_estimate", query, { keep: true });
  const start = useDo("start_study");
  if (cost.failure) return <ErrorState compact failure={cost.failure} onRetry={cost.again} />;
  if (!cost.data) return <Skeleton lines={1} label={say("study.form.measuring")} />;
  const { measurements, done, seconds, model, job } = cost.data;
  const isDone = done === measurements;
  const values = { measurements, left: measurements - done, model: model ?? "", time: roughly(seconds) };
  return (
    <div className="study-start">
      <p role="status">{say(isDone ? "study.form.done" : model ? "study.form.cost" : "study.form.cost_without", values)}</p>
      {isDone ? null : <Button look="solid" disabled={job !== null || start.isPending || cost.stale} onClick={() => start.mutate(query, { onError: (failed) => report(failed) })}>
        {say("study.form.start", { time: roughly(seconds) })}
      </Button>}
    </div>
  );
}
