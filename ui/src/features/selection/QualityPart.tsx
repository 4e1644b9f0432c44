/** A column that says how good rows are counts beside the match. */
import type { ColumnDistribution, Composition, QualityBlend } from "../../api";
import { Checkbox, Select } from "../../components/Field";
import { Segmented } from "../../components/Segmented";
import { share as percent } from "../../texts/format";
import { say } from "../../texts/say";
import { compose } from "./composition";

interface Props {
  quality: Composition["quality"];
  /** Columns of numbers. */
  columns: ColumnDistribution[];
  /** Rows left out because they have none. */
  missing: number;
}

export function QualityPart({ quality, columns, missing }: Props) {
  const first = columns[0];
  const turn = (on: boolean) => compose({ quality: on && first ? { column: first.name, higher_is_better: true, weight: 0.5 } : null });
  return (
    <fieldset className="selection-part">
      <legend className="hidden">{say("selection.quality")}</legend>
      <Checkbox label={say("selection.quality")} hint={say(first ? "selection.quality_hint" : "selection.quality_none")} checked={quality !== null} disabled={!first} onChange={turn} />
      {quality ? <Controls quality={quality} columns={columns} missing={missing} /> : null}
    </fieldset>
  );
}

function Controls({ quality, columns, missing }: Props & { quality: QualityBlend }) {
  const change = (part: Partial<QualityBlend>) => compose({ quality: { ...quality, ...part } });
  return (
    <div className="selection-controls">
      <div className="selection-row">
        <Select label={say("selection.column")} value={quality.column} options={columns.map(({ name }) => ({ value: name, label: name }))} onChange={(column) => change({ column })} />
        <Segmented label={say("selection.quality_better")} value={quality.higher_is_better ? "high" : "low"}
          options={[{ value: "high", label: say("selection.quality_high") }, { value: "low", label: say("selection.quality_low") }]} onChange={(to) => change({ higher_is_better: to === "high" })} />
      </div>
      <label className="likeness-share">
        <span>{say("selection.quality_weight")}</span>
        <input type="range" className="range" min={0.05} max={1} step={0.05} value={quality.weight} aria-valuetext={percent(quality.weight)} onChange={(event) => change({ weight: Number(event.target.value) })} />
        <output className="num">{percent(quality.weight)}</output>
      </label>
      {missing > 0 ? <p className="field-hint">{say("selection.quality_missing", { rows: missing })}</p> : null}
    </div>
  );
}
