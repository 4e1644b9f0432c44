/**
 * A column's head: its name, which opens the list of its values, and its distribution. Grey is the whole pool, blue is
 * what the filter lets through. A click on a bar filters; the list does the same by keyboard.
 */
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { ColumnDistribution, Filter } from "../../api";
import { Icon } from "../../components";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { ColumnFilter } from "./ColumnFilter";
import { conditionOn, toggleValue, withCondition } from "./filter";

export interface ColumnHeadProps {
  whole: ColumnDistribution;
  /** Under the filter; the whole until it is here. */
  now: ColumnDistribution | undefined;
  filter: Filter;
  onFilter: (filter: Filter) => void;
}

export function ColumnHead({ whole, now, filter, onFilter }: ColumnHeadProps) {
  return (
    <div className="column-head">
      <DialogTrigger>
        <AriaButton className="column-name" aria-label={say("data.filter_by", { column: whole.name })}>
          <span className="td-line">{whole.name}</span>
          {conditionOn(filter, whole.name) ? <Icon name="filter" className="icon-small" /> : <Icon name="down" className="icon-small" />}
        </AriaButton>
        <Popover className="popover column-popover" offset={4}>
          <Dialog className="column-filter" aria-label={say("data.filter_by", { column: whole.name })}>
            <ColumnFilter whole={whole} now={now} filter={filter} onFilter={onFilter} />
          </Dialog>
        </Popover>
      </DialogTrigger>
      <Bars whole={whole} now={now} filter={filter} onFilter={onFilter} />
      <span className="column-note">{noteOf(whole)}</span>
    </div>
  );
}

function noteOf({ values, missing }: ColumnDistribution): string {
  if (values.kind === "numbers") return say("data.column.range", { least: String(values.least), most: String(values.most) });
  const all = values.bars.reduce((sum, bar) => sum + bar.documents, missing);
  const top = values.bars[0];
  return top && all > 0 && values.distinct > 1 ? say("data.column.values_top", { distinct: values.distinct, share: share(top.documents / all), value: top.value })
    : say("data.column.values", { distinct: values.distinct });
}

interface Bar { key: string; whole: number; now: number; chosen: boolean; text: string; pick: () => void }

function barsOf({ whole, now, filter, onFilter }: ColumnHeadProps): Bar[] {
  const condition = conditionOn(filter, whole.name);
  if (whole.values.kind === "categories") {
    const passing = now?.values.kind === "categories" ? new Map(now.values.bars.map((bar) => [bar.value, bar.documents])) : null;
    return whole.values.bars.map((bar) => ({
      key: bar.value, whole: bar.documents, now: passing ? (passing.get(bar.value) ?? 0) : bar.documents, text: say("data.bar", { value: bar.value, rows: bar.documents }),
      chosen: condition?.kind === "one_of" && condition.values.includes(bar.value), pick: () => onFilter(toggleValue(filter, whole.name, bar.value)),
    }));
  }
  const { least, most, bins } = whole.values;
  const width = (most - least) / bins.length;
  const passing = now?.values.kind === "numbers" ? now.values : null;
  return bins.map((documents, at) => {
    const [from, to] = [least + at * width, least + (at + 1) * width];
    const chosen = condition?.kind === "between" && condition.least < to && condition.most >= from;
    return {
      key: String(at), whole: documents, now: passing ? sumWithin(passing, from, to) : documents, chosen,
      text: say("data.bar.range", { least: String(round(from)), most: String(round(to)), rows: documents }),
      pick: () => onFilter(withCondition(filter, whole.name, chosen ? null : { kind: "between", column: whole.name, least: round(from), most: at === bins.length - 1 ? most : below(to, width) })),
    };
  });
}

const round = (value: number) => Number(value.toPrecision(6));
/** Ranges hold both ends, so a bin ends just below the next one; whole numbers end one earlier. */
const below = (edge: number, width: number) => (Number.isInteger(width) && Number.isInteger(edge) ? edge - 1 : round(edge - width * 1e-6));

/** Documents of another binning whose bins' middles lie between two edges. */
function sumWithin(values: { least: number; most: number; bins: number[] }, from: number, to: number): number {
  const width = (values.most - values.least) / values.bins.length;
  return values.bins.reduce((sum, documents, at) => {
    const middle = values.least + (at + 0.5) * width;
    return middle >= from && middle < to ? sum + documents : sum;
  }, 0);
}

function Bars(props: ColumnHeadProps) {
  const bars = barsOf(props);
  const most = Math.max(1, ...bars.map((bar) => bar.whole));
  return (
    <div className="column-bars">
      {bars.map((bar) => (
        <button key={bar.key} type="button" tabIndex={-1} className="column-bar" aria-hidden="true" title={bar.text} data-chosen={bar.chosen || undefined} onClick={bar.pick}>
          <span className="column-bar-whole" style={{ height: `${Math.max(4, (bar.whole / most) * 100)}%` }} />
          <span className="column-bar-now" style={{ height: `${(Math.min(bar.now, bar.whole) / most) * 100}%` }} />
        </button>
      ))}
    </div>
  );
}
