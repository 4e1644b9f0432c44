/** Several goals share the budget by weight; each row is taken once, and says for which. */
import { useState } from "react";
import type { GoalInfo, GoalWeight, SharesOf } from "../../api";
import { Checkbox, Field } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { share as percent } from "../../texts/format";
import { say } from "../../texts/say";
import { compose, partsOf } from "./composition";

interface Props {
  chosen: GoalWeight[];
  goals: GoalInfo[];
  /** The goal of the screen: it is always one of them. */
  present: number | null;
}

export function GoalsPart({ chosen, goals, present }: Props) {
  const isOn = chosen.length > 1;
  const usable = goals.filter((one) => one.ticked > 0);
  const turn = (on: boolean) => compose({ goals: on ? usable.map(({ goal }) => ({ goal, weight: 1 })) : [] });
  return (
    <fieldset className="selection-part">
      <legend className="hidden">{say("selection.goals")}</legend>
      <Checkbox label={say("selection.goals")} hint={say(usable.length > 1 ? "selection.goals_hint" : "selection.goals_none")} checked={isOn} disabled={usable.length < 2} onChange={turn} />
      {isOn ? <Weights chosen={chosen} goals={usable} present={present} /> : null}
    </fieldset>
  );
}

function Weights({ chosen, goals, present }: Props) {
  const parts = partsOf(chosen);
  const toggle = (goal: number, on: boolean) => compose({ goals: on ? [...chosen, { goal, weight: 1 }] : chosen.filter((one) => one.goal !== goal) });
  const weigh = (goal: number, weight: number) => compose({ goals: chosen.map((one) => (one.goal === goal ? { goal, weight } : one)) });
  return (
    <ul className="selection-controls selection-goals">
      {goals.map(({ goal, name }) => {
        const at = chosen.findIndex((one) => one.goal === goal);
        return (
          <li key={goal}>
            <Checkbox label={name} checked={at >= 0} disabled={goal === present || (at >= 0 && chosen.length < 3)} onChange={(on) => toggle(goal, on)} />
            {at < 0 ? null : <Weight name={name} weight={chosen[at]!.weight} onWeight={(weight) => weigh(goal, weight)} />}
            <span className="num">{at < 0 ? "" : percent(parts[at] ?? 0)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What is no weight is said beside the field, and the last good one stays in force. */
function Weight({ name, weight, onWeight }: { name: string; weight: number; onWeight: (weight: number) => void }) {
  const [complaint, setComplaint] = useState<string | null>(null);
  const take = (text: string) => {
    const wanted = Number(text);
    const isGood = text.trim() !== "" && Number.isFinite(wanted) && wanted > 0;
    setComplaint(isGood ? null : say("selection.goals_complaint"));
    if (isGood) onWeight(wanted);
  };
  return <Field type="number" label={say("selection.goals_weight", { goal: name })} hideLabel min={0.1} step={0.1} defaultValue={weight} complaint={complaint} onChange={(event) => take(event.target.value)} />;
}

/** What shares of values and goals are shares of. */
export function SharesOfPart({ of }: { of: SharesOf }) {
  return (
    <div className="selection-part selection-row">
      <span className="field-label">{say("selection.shares_of")}</span>
      <Segmented label={say("selection.shares_of")} value={of} options={[{ value: "rows", label: say("selection.shares_of_rows") }, { value: "tokens", label: say("selection.shares_of_tokens") }]}
        onChange={(to) => compose({ shares_of: to })} />
    </div>
  );
}
