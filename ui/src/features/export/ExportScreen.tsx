/** Export: format, order, what goes in, five rows as they will stand in the file; then the file and its passport. */
import { useState } from "react";
import { call, pick, useAsk } from "../../api";
import { attempt } from "../../app/commands";
import { Button, ErrorState, Screen, Skeleton } from "../../components";
import { language } from "../../texts/language";
import { say } from "../../texts/say";
import { ExportChoices } from "./ExportChoices";
import { ExportFoot } from "./ExportFoot";
import { ExportPreview } from "./ExportPreview";
import { chosenPlan, FIRST_CHOICES, type Choices } from "./formats";
import { Missing } from "./Missing";
import { usePresentRanking } from "./presentRanking";
import { WrittenBefore } from "./WrittenBefore";

export function ExportScreen() {
  const [choices, setChoices] = useState<Choices>(FIRST_CHOICES);
  const present = usePresentRanking();
  const title = say("export.title");
  const plan = present.state === "ready" ? { ranking: present.ranking, budget: present.budget, ...chosenPlan(choices) } : null;
  const preview = useAsk("export_preview", plan ?? EMPTY, { enabled: plan !== null, keep: true });
  const report = () => attempt(async () => {
    if (present.state !== "ready") return;
    const [file] = await pick({ purpose: "save", suggested: "report.html" });
    if (file) await call("save_report", { ranking: present.ranking, budget: present.budget, ticket: file.ticket, language: language() });
  });

  if (present.state === "loading") return <Screen title={title}><Skeleton lines={6} /></Screen>;
  if (present.state === "missing") return <Screen title={title}><Missing what={present.what} /></Screen>;
  if (present.state === "failed") return <Screen title={title}><ErrorState failure={present.failure} onRetry={present.again} /></Screen>;
  const again = preview.failure?.code === "ranking_gone" ? present.again : preview.again;
  const change = (part: Partial<Choices>) => setChoices((old) => ({ ...old, ...part }));
  return (
    <Screen title={title} beside={<><span className="hint">{say("export.of", { goal: present.goal })}</span><Button look="quiet" onClick={report}>{say("export.report")}</Button></>}
      foot={preview.data && plan && <ExportFoot plan={plan} preview={preview.data} stale={preview.stale} />}>
      <div className="export">
        <ExportChoices choices={choices} onChoices={change} />
        <section className="export-preview" aria-label={say("export.preview")}>
          {preview.failure ? <ErrorState failure={preview.failure} onRetry={again} />
            : !preview.data ? <Skeleton lines={5} />
            : <ExportPreview preview={preview.data} format={choices.format} stale={preview.stale} leaveOut={choices.leave_out ?? false} onLeaveOut={(leave_out) => change({ leave_out })} />}
          <WrittenBefore />
        </section>
      </div>
    </Screen>
  );
}

/** Never asked; only a question that is switched off carries it. */
const EMPTY = { ranking: -1, budget: { by: "documents" as const, documents: 0 }, format: "jsonl" as const, order: "rank" as const, with_scores: false };
