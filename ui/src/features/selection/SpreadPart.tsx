/** Every value of a column keeps its share, so that no source or language takes all. */
import type { ColumnDistribution, Composition } from "../../api";
import { Checkbox, Select } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { say } from "../../texts/say";
import { compose } from "./composition";

export function SpreadPart({ spread, columns }: { spread: Composition["spread"]; columns: ColumnDistribution[] }) {
  const first = columns[0];
  return (
    <fieldset className="selection-part">
      <legend className="hidden">{say("selection.spread")}</legend>
      <Checkbox label={say("selection.spread")} hint={say(first ? "selection.spread_hint" : "selection.spread_none")} checked={spread !== null} disabled={!first}
        onChange={(on) => compose({ spread: on && first ? { column: first.name, shares: "as_pool" } : null })} />
      {spread ? (
        <div className="selection-controls selection-row">
          <Select label={say("selection.column")} value={spread.column} options={columns.map(({ name }) => ({ value: name, label: name }))} onChange={(column) => compose({ spread: { ...spread, column } })} />
          <Segmented label={say("selection.spread_shares")} value={spread.shares}
            options={[{ value: "as_pool", label: say("selection.spread_as_pool") }, { value: "equal", label: say("selection.spread_equal") }]} onChange={(shares) => compose({ spread: { ...spread, shares } })} />
        </div>
      ) : null}
    </fieldset>
  );
}
