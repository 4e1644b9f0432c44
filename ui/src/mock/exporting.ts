/** The imitated exports: how rows fit, what was written, and the proof of it. */
import type { ExportFit, ExportInfo, ExportPlan, Proof } from "../api";
import { world } from "./world";

const FORMS: Partial<Record<ExportPlan["format"], string>> = { llama_factory: "sharegpt", axolotl: "openai", alpaca: "alpaca", sharegpt: "sharegpt", openai: "openai" };

/** Two rows of the imitated pool have no answer. */
export function fitOf(plan: ExportPlan, documents: number): ExportFit | null {
  const form = FORMS[plan.format];
  if (!form) return null;
  const unfit = plan.format === "alpaca" ? 2 : 0;
  return { looked_at: documents, form, completed: 3, unfit, first_unfit: unfit ? ["maths-0041", "it has no answer"] : null };
}

const written = (): ExportInfo[] => Array.from({ length: world.exports }, (_, at) => (
  { export: world.exports - at, written_ms: Date.now() - at * 3_600_000, place: "~/Desktop/worked-maths.jsonl", documents: 36 }));

const changed: Proof = {
  identical: false, documents: 36, compared: 1, absent: 0,
  differences: [{ part: "file_changed", then: "worked-maths.jsonl: 5f3a90c1", now: "81be07d2" }],
  first_row: { file: "worked-maths.jsonl", row: 4, then: '{"docid": "maths-0007", "doc": "A tank holds 80 l."}', now: '{"docid": "maths-0007", "doc": "A tank holds 90 l."}' },
};

export const exporting = {
  exports: written,
  prove: (wanted: { of: string }): Proof => (wanted.of === "file" ? changed : { identical: true, documents: 36, compared: 1, absent: 0, differences: [], first_row: null }),
  save_report: () => ({ place: "~/Desktop/report.html", size_bytes: 48_000 }),
};
