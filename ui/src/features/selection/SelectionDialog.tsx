/** How rows are selected beside the method: quality, duplicates, shares of a column, several goals. Each holds at once. */
import "./selection.css";
import { useAsk, type ColumnDistribution, type Cut, type GoalInfo, type RankingView } from "../../api";
import { useSelection } from "../../app/selection";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { AlikePart } from "./AlikePart";
import { composeAndTell, inForce } from "./composition";
import { GoalsPart, SharesOfPart } from "./GoalsPart";
import { QualityPart } from "./QualityPart";
import { SpreadPart } from "./SpreadPart";

interface Props {
  ranking: RankingView;
  cut: Cut;
  goals: GoalInfo[];
  onClose: () => void;
}

const EVERYTHING = { search: null, conditions: [] };

export function SelectionDialog({ ranking, cut, goals, onClose }: Props) {
  const columns = useAsk("pool_columns", EVERYTHING);
  const { composition, goal } = useSelection();
  const some = inForce(composition).length;
  const nothing = { alike: null, quality: null, spread: null, goals: [] };
  return (
    <Dialog title={say("selection.title")} open onClose={onClose} width="middle" actions={(
      <>
        <span className="selection-totals" role="status">{totals(ranking, cut)}</span>
        <Button look="quiet" disabled={some === 0} onClick={() => composeAndTell(nothing, say("selection.cleared"))}>{say("selection.clear")}</Button>
        <Button look="solid" onClick={onClose}>{say("selection.done")}</Button>
      </>
    )}>
      <p className="ink-2">{say("selection.words")}</p>
      {columns.failure ? <ErrorState compact failure={columns.failure} onRetry={columns.again} /> : null}
      {columns.data ? (
        <>
          <AlikePart alike={composition.alike} collapsed={ranking.collapsed} />
          <QualityPart quality={composition.quality} columns={columns.data.filter(isNumeric)} missing={ranking.without_quality} />
          <SpreadPart spread={composition.spread} columns={columns.data.filter((column) => column.values.kind === "categories")} />
          <GoalsPart chosen={composition.goals} goals={goals} present={goal} />
          {composition.spread || composition.goals.length > 1 ? <SharesOfPart of={composition.shares_of} /> : null}
        </>
      ) : <Skeleton lines={8} />}
    </Dialog>
  );
}

/** Few distinct numbers are shown as categories and are numbers all the same. */
function isNumeric({ values }: ColumnDistribution): boolean {
  return values.kind === "numbers" || values.bars.every((bar) => bar.value.trim() !== "" && Number.isFinite(Number(bar.value)));
}

/** What the present cut keeps under these settings. */
function totals(ranking: RankingView, cut: Cut): string {
  return say("selection.totals", { kept: cut.documents, tokens: cut.tokens, ranked: ranking.ranked });
}
