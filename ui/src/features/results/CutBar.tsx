/** The cut, always in sight: what it keeps, the curve with its handle, the number, its unit, and the way out. */
import { useEffect, useState, type KeyboardEvent } from "react";
import type { Budget, Cut, RankingView } from "../../api";
import { isTyping } from "../../app/shortcuts";
import { tell } from "../../app/status";
import { CutCurve } from "../../charts/CutCurve";
import { Button, IconButton } from "../../components/Button";
import { KeyCap } from "../../components/KeyCap";
import { Menu } from "../../components/Menu";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { budgetFrom, byRows, moved, readAmount, stepIn, UNITS, valueIn, type Unit } from "./cut";
import { deedOf } from "./keys";

interface Props {
  ranking: RankingView;
  budget: Budget;
  cut: Cut;
  unit: Unit;
  onUnit: (unit: Unit) => void;
  onBudget: (budget: Budget) => void;
  onExport: () => void;
}

export function CutBar({ ranking, budget, cut, unit, onUnit, onBudget, onExport }: Props) {
  const totals = { rows: cut.documents, tokens: cut.tokens, share: cut.document_share };
  /** The brackets that are printed on the bar work on it too; in the number they are what is written. */
  const onKeyDown = (event: KeyboardEvent) => {
    const deed = event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) ? null : deedOf(event.key, event.shiftKey);
    if (deed?.do !== "cut") return;
    event.preventDefault();
    onBudget(moved(cut, deed.rows, ranking.ranked, budget));
  };
  return (
    <footer className="cutbar" aria-label={say("results.cut.label")} data-pane tabIndex={-1} onKeyDown={onKeyDown}>
      <div className="cutbar-totals">
        <strong className="cutbar-keeping">{say("results.cut.keeping", totals)}</strong>
        <span title={ranking.tokens_counted ? undefined : say("results.cut.tokens_not_counted")}>
          {say(ranking.tokens_counted ? "results.cut.totals" : "results.cut.totals_about", totals)}
        </span>
      </div>
      <div className="cutbar-curve">
        <CutCurve values={ranking.curve} most={ranking.ranked} kept={cut.documents}
          floor={Math.min(ranking.median_score, ranking.histogram.least)}
          label={say("results.cut.slider")} valueText={say("results.cut.slider_value", totals)}
          onMove={(rows) => onBudget(byRows(rows, ranking.ranked))} />
        <span className="cutbar-caption" aria-hidden="true">{say("results.cut.caption", { rows: ranking.ranked })}</span>
      </div>
      <div className="cutbar-number">
        <KeyCap keys="[" />
        <NumberBox unit={unit} budget={budget} cut={cut} ranking={ranking} onBudget={onBudget} />
        <KeyCap keys="]" />
        <Menu label={say("results.cut.unit", { unit: say(`results.unit.${unit}`) })}
          entries={UNITS.map((each) => ({ id: each, label: say(`results.unit.${each}`), chosen: each === unit, onAction: () => onUnit(each) }))}>
          {say(`results.unit.${unit}`)}
        </Menu>
      </div>
      <Button look="solid" keys="Mod 5" onClick={onExport} className="cutbar-export">
        <span className="wide-only">{say("results.cut.export_these", { rows: cut.documents })}</span>
        <span className="narrow-only">{say("results.cut.export")}</span>
      </Button>
    </footer>
  );
}

interface NumberProps {
  unit: Unit;
  budget: Budget;
  cut: Cut;
  ranking: RankingView;
  onBudget: (budget: Budget) => void;
}

/** The number in its unit, with buttons that need no dragging. What is typed counts on Enter or when it is left. */
function NumberBox({ unit, budget, cut, ranking, onBudget }: NumberProps) {
  const shown = unit === "percent" ? String(valueIn(unit, cut, budget)) : count(valueIn(unit, cut, budget));
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const take = () => {
    const amount = readAmount(text, unit);
    const wanted = amount && budgetFrom(amount.unit, amount.value, ranking);
    if (amount && unit === "rows" && amount.unit === "rows" && amount.value > ranking.ranked) tell(say("results.cut.all_there_is", { ranked: ranking.ranked }));
    if (wanted) onBudget(wanted);
    else setText(shown);
  };
  const step = (direction: 1 | -1) => {
    if (unit === "rows") return onBudget(moved(cut, direction, ranking.ranked, budget));
    const wanted = budgetFrom(unit, valueIn(unit, cut, budget) + direction * stepIn(unit), ranking);
    if (wanted) onBudget(wanted);
  };
  return (
    <div className="number-box">
      <IconButton icon="minus" label={say("results.cut.fewer")} onClick={() => step(-1)} />
      <input className="number-input" inputMode="decimal" aria-label={say("results.cut.number", { unit: say(`results.unit.${unit}`) })}
        value={text} onChange={(event) => setText(event.target.value)} onBlur={() => { if (text !== shown) take(); }}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setText(shown);
          const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
          if (direction === 0) return;
          event.preventDefault();
          step(direction);
        }} />
      <IconButton icon="plus" label={say("results.cut.more")} onClick={() => step(1)} />
    </div>
  );
}
