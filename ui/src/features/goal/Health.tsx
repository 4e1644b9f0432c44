/** The panel that says whether the examples will do: a sentence, how many checks are fine, each check with its number. */
import type { ReactNode } from "react";
import type { GoalView } from "../../api";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Icon, type IconName } from "../../components/Icon";
import { Inspector, InspectorPart } from "../../components/Inspector";
import { say, sayAny } from "../../texts/say";
import { splitGoal } from "./splitGoal";
import { Stability } from "./Stability";
import { tickExamples } from "./useExamples";
import { checks, fine, verdict, type Check, type CheckState } from "./checks";

const ICONS: Record<CheckState, IconName> = { ok: "ok", warn: "warn", wait: "clock" };

export function Health({ view }: { view: GoalView }) {
  const { health, info, examples } = view;
  const all = checks(health, (example) => examples.findIndex((each) => each.example === example) + 1);
  const look = all.filter((check) => check.state === "warn").length;
  return (
    <Inspector label={say("goal.health")} head={(
      <>
        <h2 className="health-head">{say("goal.health")}</h2>
        <span className="inspector-head-end ink-3">{say("goal.health_aside")}</span>
      </>
    )}>
      <InspectorPart>
        <p className="health-verdict">{say(`goal.verdict.${verdict(health, all)}`, { look, ticked: health.ticked })}</p>
        <div className="health-steps" aria-hidden="true">
          {all.map((check) => <span key={check.id} className={check.state === "ok" ? "is-fine" : undefined} />)}
        </div>
        <p className="hint">{say("goal.fine", { fine: fine(all), checks: all.length })}</p>
      </InspectorPart>
      <InspectorPart>
        <ul className="health-checks">{all.map((check) => <Line key={check.id} check={check} deed={deedFor(check, view)} />)}</ul>
      </InspectorPart>
      <Stability goal={info.goal} ticked={info.ticked} />
    </Inspector>
  );
}

/** What can be done about a check that is worth a look. */
function deedFor(check: Check, { health, info }: GoalView): ReactNode {
  const { odd, groups } = health;
  if (check.id === "fits" && odd) return <Button onClick={() => tickExamples(info.goal, [odd.example], false)}>{say("goal.untick_odd")}</Button>;
  if (check.id === "one" && groups) return <Button onClick={() => splitGoal(info, groups.second)}>{say("goal.split", { examples: groups.second.length })}</Button>;
  return null;
}

function Line({ check, deed }: { check: Check; deed: ReactNode }) {
  const base = `goal.check.${check.id}`;
  return (
    <li className={cx("health-check", `health-${check.state}`)}>
      <Icon name={ICONS[check.state]} />
      <span className="health-title">
        {sayAny(`${base}.title`)}<span className="hidden">, {say(`goal.state.${check.state}`)}</span>
      </span>
      <strong className="num">{sayAny(`${base}.${check.says}.value`, check.values)}</strong>
      <span className="health-words">{sayAny(`${base}.${check.says}`, check.values)}</span>
      {deed ? <span className="health-deed">{deed}</span> : null}
    </li>
  );
}
