/** Rows divided into those to train on and those to check with. */
import { useAsk } from "../../api";
import { Checkbox, Field, Select } from "../../components/Field";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import type { Choices } from "./formats";

const SHARES = [0.02, 0.05, 0.1, 0.2];
const FIRST = { validation: 0.1, seed: 1, column: null };
const EVERYTHING = { search: null, conditions: [] };

export function SplitPart({ split, onSplit }: { split: Choices["split"]; onSplit: (split: Choices["split"]) => void }) {
  const columns = useAsk("pool_columns", EVERYTHING, { enabled: split !== null }).data?.filter((one) => one.values.kind === "categories") ?? [];
  return (
    <div className="part">
      <Checkbox label={say("export.split")} hint={say("export.split_hint")} checked={split !== null} onChange={(on) => onSplit(on ? FIRST : null)} />
      {split && (
        <div className="split-fields">
          <Select label={say("export.split_share")} value={String(split.validation)} options={SHARES.map((one) => ({ value: String(one), label: share(one) }))}
            onChange={(value) => onSplit({ ...split, validation: Number(value) })} />
          <Select label={say("export.split_column")} value={split.column ?? ""} onChange={(column) => onSplit({ ...split, column: column || null })}
            options={[{ value: "", label: say("export.split_whole") }, ...columns.map(({ name }) => ({ value: name, label: name }))]} />
          <Field label={say("export.split_seed")} type="number" min={0} step={1} value={split.seed} hint={say("export.split_seed_hint")}
            onChange={(event) => onSplit({ ...split, seed: Math.max(0, Math.floor(Number(event.target.value) || 0)) })} />
        </div>
      )}
    </div>
  );
}
