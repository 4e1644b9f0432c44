/** What stands between rows of the ranking: the cut, folds, and where rows without a score begin. */
import type { Strip } from "../../components/table/types";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { KeyCap } from "../../components/KeyCap";
import { say } from "../../texts/say";
import type { Between } from "./fold";

interface Deeds {
  kept: number;
  onMove: (rows: number) => void;
  onUnfold: () => void;
}

/** Strips for the table. */
export function betweenStrips(between: readonly Between[], deeds: Deeds): Strip[] {
  return between.map((each) => ({
    id: each.kind === "fold" ? `fold-${each.kept}` : each.kind,
    after: each.after,
    height: 28,
    content: <Content each={each} deeds={deeds} />,
  }));
}

function Content({ each, deeds }: { each: Between; deeds: Deeds }) {
  if (each.kind === "cut") return <CutLine kept={deeds.kept} onMove={deeds.onMove} />;
  if (each.kind === "unscored") return <div className="fold-line">{say("results.unscored.line", { rows: each.rows })}</div>;
  return (
    <div className="fold-line">
      <span className="fold-dots" aria-hidden="true" />
      <span>{say(each.kept ? "results.fold.kept" : "results.fold.below", { rows: each.hidden })}</span>
      <Button look="link" onClick={deeds.onUnfold}>{say("results.fold.show")}</Button>
    </div>
  );
}

/** The cut: one ink line with its label on it. Its buttons do what the keys do. */
export function CutLine({ kept, onMove }: { kept: number; onMove: (rows: number) => void }) {
  return (
    <div className="cut-line">
      <span className="cut-chip"><Icon name="sort" />{say("results.cut.line", { rows: kept })}</span>
      <span className="cut-keys">
        <button type="button" tabIndex={-1} className="cut-key" aria-label={say("results.cut.up")} title={say("results.cut.up")} onClick={() => onMove(-1)}>
          <KeyCap keys="[" />
        </button>
        <button type="button" tabIndex={-1} className="cut-key" aria-label={say("results.cut.down")} title={say("results.cut.down")} onClick={() => onMove(1)}>
          <KeyCap keys="]" />
        </button>
        {say("results.cut.move_one")}
      </span>
    </div>
  );
}
