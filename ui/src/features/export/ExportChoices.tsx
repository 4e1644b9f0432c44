/** What the file will be: format, order, division, scores. */
import { Checkbox, Segmented } from "../../components";
import { say } from "../../texts/say";
import { FormatCards } from "./FormatCards";
import type { Choices } from "./formats";
import { SplitPart } from "./SplitPart";

export function ExportChoices({ choices, onChoices }: { choices: Choices; onChoices: (part: Partial<Choices>) => void }) {
  const isMadeOver = !["jsonl", "json", "csv", "parquet", "datasets"].includes(choices.format);
  return (
    <section className="export-choices" aria-label={say("export.choices")}>
      <FormatCards format={choices.format} onFormat={(format) => onChoices({ format, leave_out: false })} />
      <div className="part">
        <h2 className="part-title">{say("export.order")}</h2>
        <Segmented label={say("export.order")} value={choices.order} onChange={(order) => onChoices({ order })}
          options={(["rank", "original"] as const).map((value) => ({ value, label: say(`export.order.${value}`) }))} />
      </div>
      <SplitPart split={choices.split} onSplit={(split) => onChoices({ split })} />
      <div className="part">
        <h2 className="part-title">{say("export.inside")}</h2>
        <p className="ink-2">{say(isMadeOver ? "export.inside_made_over" : "export.inside_words")}</p>
        <Checkbox label={say("export.scores")} hint={say("export.scores_hint")} checked={choices.with_scores} onChange={(with_scores) => onChoices({ with_scores })} />
        <p className="ink-2">{say("export.passport_words")}</p>
      </div>
    </section>
  );
}
