/** One run of the history: what it is, and opened what changed and what can be done with it. */
import { useState } from "react";
import type { Budget, RankingView, Run } from "../../api";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { Icon, type IconName } from "../../components/Icon";
import { Tag } from "../../components/Tag";
import { moment } from "../../texts/format";
import { say } from "../../texts/say";
import { howOf } from "../compare/useCompared";
import { look, MOST, useCompareView } from "../compare/view";
import { plainName } from "../results/methods";
import { show } from "../results/view";
import { deleteRun, openRun } from "../whatif/runs";
import { AgainstNow } from "./AgainstNow";
import { beforeOf, differencesOf, nameOf, type Known } from "./differences";
import { goOnFrom } from "./goOn";
import { NameRunDialog } from "./NameRunDialog";

const ICONS: Record<Run["origin"], IconName> = { kept: "pin", cut: "sort", exported: "export" };

interface Props {
  run: Run;
  /** All of the goal, newest first. */
  runs: readonly Run[];
  known: Known;
  ranking: RankingView;
  budget: Budget;
  isPresent: boolean;
  isOpen: boolean;
  onOpen: (to: boolean) => void;
}

export function HistoryLine({ run, runs, known, ranking, budget, isPresent, isOpen, onOpen }: Props) {
  const name = nameOf(run, known.methods);
  const before = beforeOf(run, runs);
  const changed = before ? differencesOf(before, run, known) : [];
  return (
    <li className={cx("history-line", isPresent && "history-now")}>
      <button type="button" className="history-head" aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        <Icon name={isOpen ? "down" : "right"} className="icon-small" />
        <Icon name={ICONS[run.origin]} />
        <span className="history-words">
          <span className="history-name">{name}</span>
          <span className="hint">{metaOf(run, known)}</span>
          <span className="history-changed">{!before ? say("history.first") : changed.length === 0 ? say("history.same") : changed.join(" · ")}</span>
        </span>
        {isPresent ? <Tag icon="check">{say("history.now")}</Tag> : null}
      </button>
      {isOpen ? <Opened run={run} name={name} before={before} known={known} ranking={ranking} budget={budget} isPresent={isPresent} /> : null}
    </li>
  );
}

function metaOf(run: Run, known: Known): string {
  const parts = [say(`history.origin.${run.origin}`), moment(run.kept_ms)];
  if (run.documents !== null) parts.push(say("history.rows", { rows: run.documents }));
  if (run.name) parts.push(plainName(known.methods, run.query.method));
  return parts.join(" · ");
}

interface OpenedProps extends Pick<Props, "run" | "known" | "ranking" | "budget" | "isPresent"> {
  name: string;
  before: Run | undefined;
}

function Opened({ run, name, before, known, ranking, budget, isPresent }: OpenedProps) {
  const [naming, setNaming] = useState(false);
  const { others } = useCompareView();
  const compare = () => {
    look({ others: [howOf(run.query, name), ...others.filter((how) => how.run !== name)].slice(0, MOST - 1), pair: [0, 1] });
    show({ tab: "compare" });
  };
  return (
    <div className="history-opened">
      {before ? <p className="ink-2">{say(run.after === before.run ? "history.after" : "history.before", { name: nameOf(before, known.methods), when: moment(before.kept_ms) })}</p> : null}
      {isPresent ? null : <AgainstNow run={run} ranking={ranking} budget={budget} />}
      <div className="history-deeds">
        <Button disabled={isPresent} onClick={() => goOnFrom(run, name)}>{say("history.go_on")}</Button>
        <Button disabled={isPresent} onClick={() => { openRun(run); show({ tab: "ranking" }); }}>{say("history.open")}</Button>
        <Button disabled={isPresent} onClick={compare}>{say("history.compare")}</Button>
        <Button look="quiet" aria-haspopup="dialog" onClick={() => setNaming(true)}>{say(run.origin === "cut" ? "history.name" : "action.rename")}</Button>
        <Button look="quiet" icon="trash" onClick={() => deleteRun(run)}>{say("history.delete")}</Button>
      </div>
      <p className="hint">{say("history.go_on_words")}</p>
      {naming ? <NameRunDialog run={run} name={name} onClose={() => setNaming(false)} /> : null}
    </div>
  );
}
