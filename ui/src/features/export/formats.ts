/** The formats in the groups that a person looks for them in. */
import type { ExportFormat, ExportPlan } from "../../api";

export const GROUPS: { name: "tools" | "files"; formats: ExportFormat[] }[] = [
  { name: "files", formats: ["jsonl", "json", "csv", "parquet"] },
  { name: "tools", formats: ["llama_factory", "axolotl", "datasets", "alpaca", "sharegpt", "openai"] },
];

/** All of them in the order in which the arrow keys pass. */
export const FORMATS: ExportFormat[] = GROUPS.flatMap((group) => group.formats);

/** What is chosen on the screen: the plan but for the rows. */
export type Choices = Pick<ExportPlan, "format" | "order" | "with_scores" | "leave_out"> & { split: NonNullable<ExportPlan["split"]> | null };

export const FIRST_CHOICES: Choices = { format: "jsonl", order: "rank", with_scores: false, leave_out: false, split: null };

/** The choices as the workbench takes them. */
export const chosenPlan = ({ split, ...rest }: Choices): Omit<ExportPlan, "ranking" | "budget"> => (split ? { ...rest, split } : rest);
