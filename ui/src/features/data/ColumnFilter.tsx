/** A column's filter as a list: tick values, or set a range. The way by keyboard to what the bars do by pointer. */
import { useState } from "react";
import { Button, Checkbox, Field } from "../../components";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import type { ColumnHeadProps } from "./ColumnHead";
import { conditionOn, toggleValue, withCondition } from "./filter";

export function ColumnFilter(props: ColumnHeadProps) {
  const { whole, filter, onFilter } = props;
  return (
    <>
      {whole.values.kind === "categories" ? <Values {...props} /> : <Range {...props} least={whole.values.least} most={whole.values.most} />}
      {conditionOn(filter, whole.name) && <Button look="quiet" onClick={() => onFilter(withCondition(filter, whole.name, null))}>{say("data.clear_one")}</Button>}
    </>
  );
}

function Values({ whole, filter, onFilter }: ColumnHeadProps) {
  if (whole.values.kind !== "categories") return null;
  const condition = conditionOn(filter, whole.name);
  const chosen = condition?.kind === "one_of" ? condition.values : [];
  const { bars, distinct } = whole.values;
  const lines = whole.missing > 0 ? [...bars, { value: "", documents: whole.missing }] : bars;
  return (
    <>
      <ul className="column-values">
        {lines.map((bar) => (
          <li key={bar.value}>
            <Checkbox label={bar.value || say("data.missing")} checked={chosen.includes(bar.value)} onChange={() => onFilter(toggleValue(filter, whole.name, bar.value))} />
            <span className="ink-3">{count(bar.documents)}</span>
          </li>
        ))}
      </ul>
      {distinct > bars.length && <p className="hint">{say("data.more_values", { more: distinct - bars.length })}</p>}
    </>
  );
}

function Range({ whole, filter, onFilter, least, most }: ColumnHeadProps & { least: number; most: number }) {
  const condition = conditionOn(filter, whole.name);
  const now = condition?.kind === "between" ? condition : { least, most };
  const [from, setFrom] = useState(String(now.least));
  const [to, setTo] = useState(String(now.most));
  const [low, high] = [Number(from), Number(to)];
  const wrong = from.trim() === "" || to.trim() === "" || Number.isNaN(low) || Number.isNaN(high) || low > high;
  const apply = () => { if (!wrong) onFilter(withCondition(filter, whole.name, { kind: "between", column: whole.name, least: low, most: high })); };
  return (
    <form className="column-range" onSubmit={(event) => { event.preventDefault(); apply(); }}>
      <Field label={say("data.range.least")} inputMode="decimal" value={from} onChange={(event) => setFrom(event.target.value)} />
      <Field label={say("data.range.most")} inputMode="decimal" value={to} onChange={(event) => setTo(event.target.value)} complaint={wrong ? say("data.range.wrong") : null} />
      <Button type="submit" disabled={wrong}>{say("data.range.apply")}</Button>
    </form>
  );
}
