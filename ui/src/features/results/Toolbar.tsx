/** Above the table: search, filters, short or whole view, columns, figures. */
import { useEffect, useState } from "react";
import type { Cut, GoalInfo, RankingView } from "../../api";
import { useSelection } from "../../app/selection";
import { Button, IconButton } from "../../components/Button";
import { SearchField } from "../../components/Field";
import { Menu } from "../../components/Menu";
import { Segmented } from "../../components/Segmented";
import { say } from "../../texts/say";
import { inForce } from "../selection/composition";
import { SelectionDialog } from "../selection/SelectionDialog";
import { FilterDialog } from "./FilterDialog";
import { useNarrow } from "./room";
import { filterOf, isFiltered, show, UNFILTERED, useView, type Extra } from "./view";

const PATIENCE_MS = 180;
const EXTRAS: readonly Extra[] = ["source", "tokens", "percentile"];

interface Props {
  ranking: RankingView;
  cut: Cut;
  goals: GoalInfo[];
  onFigure: () => void;
}

export function Toolbar({ ranking, cut, goals, onFigure }: Props) {
  const view = useView();
  const narrow = useNarrow();
  const [text, setText] = useSettled(view.search, (search) => show({ search }));
  const [filtering, setFiltering] = useState(false);
  const [selecting, setSelecting] = useState(false);
  const filtered = isFiltered(filterOf(view), view.fires);
  const settings = inForce(useSelection().composition).length;
  return (
    <>
      <SearchField className="results-search" value={text} onChange={setText}
        label={narrow ? say("results.search_short") : say("results.search", { rows: ranking.ranked + ranking.unscored })} />
      <Button look="quiet" icon="filter" onClick={() => setFiltering(true)} aria-haspopup="dialog">
        {view.conditions.length === 0 ? say("results.filter.button") : say("results.filter.button_some", { filters: view.conditions.length })}
      </Button>
      <Button look="quiet" icon="sort" onClick={() => setSelecting(true)} aria-haspopup="dialog">
        {settings === 0 ? say("selection.button") : say("selection.button_some", { settings })}
      </Button>
      <Button look="quiet" icon="half" aria-expanded={view.trying} onClick={() => show({ trying: !view.trying })}>{say("whatif.button")}</Button>
      <span className="toolbar-gap" />
      <Segmented label={say("results.view.label")} value={filtered || !view.folded ? "all" : "short"}
        options={[{ value: "short", label: say("results.view.short") }, { value: "all", label: say("results.view.all") }]}
        onChange={(to) => show(to === "short" ? { folded: true, ...UNFILTERED } : { folded: false })} />
      <Menu label={say("results.columns")} icon="columns" look="bare" bare
        entries={EXTRAS.map((each) => ({
          id: each, label: say(`results.column.${each}`), chosen: view.extras[each],
          onAction: () => show({ extras: { ...view.extras, [each]: !view.extras[each] } }),
        }))} />
      <IconButton icon="export" label={say("figure.dialog")} onClick={onFigure} />
      {filtering ? (
        <FilterDialog conditions={view.conditions} onConditions={(conditions) => show({ conditions })} onClose={() => setFiltering(false)} />
      ) : null}
      {selecting ? <SelectionDialog ranking={ranking} cut={cut} goals={goals} onClose={() => setSelecting(false)} /> : null}
    </>
  );
}

/** A text that is passed on once the person pauses, and follows when it is changed from elsewhere. */
function useSettled(value: string, settle: (value: string) => void): [string, (value: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => settle(text), text === "" ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
    // `settle` writes to a store and is the same deed whenever it is made.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, value]);
  return [text, setText];
}
