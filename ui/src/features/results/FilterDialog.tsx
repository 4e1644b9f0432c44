/** Filters by column: values with their counts, numbers by range. They hold at once; pills take them away again. */
import { useAsk, type ColumnDistribution, type Condition } from "../../api";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Checkbox, Field } from "../../components/Field";
import { ErrorState, Skeleton } from "../../components/States";
import { count } from "../../texts/format";
import { say } from "../../texts/say";
import { ranged, toggled } from "./conditions";

interface Props {
  conditions: Condition[];
  onConditions: (conditions: Condition[]) => void;
  onClose: () => void;
}

const EVERYTHING = { search: null, conditions: [] };

export function FilterDialog({ conditions, onConditions, onClose }: Props) {
  const columns = useAsk("pool_columns", EVERYTHING);
  return (
    <Dialog title={say("results.filter.title")} open onClose={onClose} width="middle" actions={(
      <>
        <Button look="quiet" disabled={conditions.length === 0} onClick={() => onConditions([])}>{say("results.filter.clear_all")}</Button>
        <Button look="solid" onClick={onClose}>{say("results.filter.done")}</Button>
      </>
    )}>
      {columns.failure ? <ErrorState compact failure={columns.failure} onRetry={columns.again} /> : null}
      {columns.loading ? <Skeleton lines={6} /> : null}
      {columns.data?.length === 0 ? <p>{say("results.filter.no_columns")}</p> : null}
      {columns.data?.map((column) => (
        <fieldset key={column.name} className="filter-column">
          <legend>{column.name}</legend>
          <ColumnFilter column={column} conditions={conditions} onConditions={onConditions} />
        </fieldset>
      ))}
    </Dialog>
  );
}

function ColumnFilter({ column, conditions, onConditions }: Omit<Props, "onClose"> & { column: ColumnDistribution }) {
  const { values, name, missing } = column;
  if (values.kind === "numbers") {
    const now = conditions.find((each) => each.kind === "between" && each.column === name);
    const [least, most] = now?.kind === "between" ? [now.least, now.most] : [values.least, values.most];
    const whole: [number, number] = [values.least, values.most];
    return (
      <div className="filter-range">
        <Field type="number" label={say("results.filter.from")} key={`from-${least}`} defaultValue={least}
          onBlur={(event) => onConditions(ranged(conditions, name, [Number(event.target.value), most], whole))} />
        <Field type="number" label={say("results.filter.to")} key={`to-${most}`} defaultValue={most}
          onBlur={(event) => onConditions(ranged(conditions, name, [least, Number(event.target.value)], whole))} />
      </div>
    );
  }
  const one = conditions.find((each) => each.kind === "one_of" && each.column === name);
  const chosen = one?.kind === "one_of" ? one.values : [];
  const bars = missing > 0 ? [...values.bars, { value: "", documents: missing }] : values.bars;
  return (
    <div className="filter-values">
      {bars.map((bar) => (
        <Checkbox key={bar.value} label={bar.value === "" ? say("results.filter.missing") : bar.value} hint={count(bar.documents)}
          checked={chosen.includes(bar.value)} onChange={() => onConditions(toggled(conditions, name, bar.value))} />
      ))}
      {values.distinct > values.bars.length
        ? <p className="chart-note">{say("results.filter.more_values", { values: values.distinct - values.bars.length })}</p> : null}
    </div>
  );
}
