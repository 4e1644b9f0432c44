/** Export: format, order, what goes in, five rows as they will stand in the file; then the file and its passport. */
import { useState } from "react";
import { useAsk, type ExportFormat, type ExportOrder } from "../../api";
import { ErrorState, Screen, Skeleton } from "../../components";
import { say } from "../../texts/say";
import { ExportChoices } from "./ExportChoices";
import { ExportFoot } from "./ExportFoot";
import { ExportPreview } from "./ExportPreview";
import { Missing } from "./Missing";
import { usePresentRanking } from "./presentRanking";

export function ExportScreen() {
  const [format, setFormat] = useState<ExportFormat>("jsonl");
  const [order, setOrder] = useState<ExportOrder>("rank");
  const [withScores, setWithScores] = useState(false);
  const present = usePresentRanking();
  const title = say("export.title");
  const plan = present.state === "ready" ? { ranking: present.ranking, budget: present.budget, format, order, with_scores: withScores } : null;
  const preview = useAsk("export_preview", plan ?? EMPTY, { enabled: plan !== null, keep: true });

  if (present.state === "loading") return <Screen title={title}><Skeleton lines={6} /></Screen>;
  if (present.state === "missing") return <Screen title={title}><Missing what={present.what} /></Screen>;
  if (present.state === "failed") return <Screen title={title}><ErrorState failure={present.failure} onRetry={present.again} /></Screen>;
  const again = preview.failure?.code === "ranking_gone" ? present.again : preview.again;
  return (
    <Screen title={title} beside={<span className="hint">{say("export.of", { goal: present.goal })}</span>}
      foot={preview.data && plan && <ExportFoot plan={plan} preview={preview.data} stale={preview.stale} />}>
      <div className="export">
        <ExportChoices format={format} onFormat={setFormat} order={order} onOrder={setOrder} withScores={withScores} onScores={setWithScores} />
        <section className="export-preview" aria-label={say("export.preview")}>
          {preview.failure ? <ErrorState failure={preview.failure} onRetry={again} />
            : !preview.data ? <Skeleton lines={5} />
            : <ExportPreview preview={preview.data} format={format} stale={preview.stale} />}
        </section>
      </div>
    </Screen>
  );
}

/** Never asked; only a question that is switched off carries it. */
const EMPTY = { ranking: -1, budget: { by: "documents" as const, documents: 0 }, format: "jsonl" as const, order: "rank" as const, with_scores: false };
