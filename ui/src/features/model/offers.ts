/** What there is to read with a model, and how long it takes as far as that was measured. Pure. */
import type { JobView, Measured, ModelView, ReadingInfo, ReadingSettings } from "../../api";
import { TIED } from "../../texts/format";

/** Rows that tell how fast a model is here. */
export const MEASURED_ROWS = 50;
/** Rows of a first look, once it is known how long they take. */
export const TRIAL_ROWS = 500;

/** What can be started. */
export interface Offer {
  /** Rows of a first try; none once as many have been read, or if the pool is hardly larger. */
  trial: number | null;
  /** Rows still to be read. */
  rest: number;
  /** Rows read already with these settings. */
  read: number;
  trialSeconds: number | null;
  restSeconds: number | null;
}

/** The offer for a model that is here. */
export function offerFor(documents: number, read: number, measured: Measured | null): Offer {
  const rest = Math.max(0, documents - read);
  const rate = measured && measured.documents_per_s > 0 ? measured.documents_per_s : null;
  const rows = rate === null ? MEASURED_ROWS : TRIAL_ROWS;
  const trial = read < rows && rest > rows * 1.2 ? rows : null;
  return {
    trial,
    rest,
    read,
    trialSeconds: trial !== null && rate !== null ? trial / rate : null,
    restSeconds: rate !== null ? rest / rate : null,
  };
}

/** Places in a decoder block whose neurons a reading may hold; other readings hold vectors of the same documents. */
const PROJECTIONS = new Set(["up", "down", "gate", "q", "k", "v", "o"]);

/** Does the reading hold neurons? Vectors that were read beside them are of the same documents. */
export const isOfNeurons = (reading: Pick<ReadingInfo, "what">): boolean => PROJECTIONS.has(reading.what);

/** How many rows a model has read with these settings: readings with other settings are not mixed in, nor are vectors. */
export function rowsRead(readings: readonly ReadingInfo[], model: string, settings: ReadingSettings): number {
  const same = readings.filter((each) => isOfNeurons(each) && each.model === model && each.top_k === settings.top_k
    && each.max_tokens === settings.max_tokens && (each.profile !== "f32") === settings.fast);
  return same.reduce((most, each) => Math.max(most, each.documents_read), 0);
}

/** The app's own settings, which the contract takes when none are given. */
export const USUAL: ReadingSettings = { top_k: 40, max_tokens: 120, fast: false };

/** Bounds of the contract. */
export const BOUNDS = { top_k: [1, 400], max_tokens: [8, 4096] } as const;

/** Are these the app's own? */
export const isUsual = (settings: ReadingSettings): boolean =>
  settings.top_k === USUAL.top_k && settings.max_tokens === USUAL.max_tokens && settings.fast === USUAL.fast;

/** The groups of the list in order, each with its models; groups without any are left out, save "here". */
export function groups(models: readonly ModelView[]): { group: ModelView["group"]; models: ModelView[] }[] {
  return (["recommended", "here", "other"] as const)
    .map((group) => ({ group, models: models.filter((model) => model.group === group) }))
    .map(({ group, models: some }) => ({ group, models: group === "other" ? some.sort((a, b) => a.size_bytes - b.size_bytes) : some }))
    .filter(({ group, models: some }) => some.length > 0 || group === "here");
}

/** Is the job on its way, or waiting to go on? */
export const isOpen = (job: JobView): boolean => job.state === "queued" || job.state === "running" || job.state === "paused";

/** The job to show for a thing: the latest, if it is open or failed. What ended well or was cancelled says nothing here. */
export function jobToShow(jobs: readonly JobView[], isIt: (job: JobView) => boolean): JobView | undefined {
  const latest = jobs.filter(isIt).reduce<JobView | undefined>((last, job) => (last && last.job > job.job ? last : job), undefined);
  return latest && (isOpen(latest) || latest.state === "failed") ? latest : undefined;
}

/** Can the model be run here, as far as is known? */
export const isUsable = (model: Pick<ModelView, "problem" | "fit">): boolean =>
  model.problem === null && (model.fit.verdict === "fits" || model.fit.verdict === "tight");

/** Does a job fetch this model? */
export const fetches = (job: JobView, model: Pick<ModelView, "download" | "repo" | "name">): boolean =>
  job.kind === "download" && (job.job === model.download || job.subject === model.repo || job.subject === model.name);

/** "10.4 of 11.2 GB": the unit is said once where it is the same. */
export function outOf(needs: string, free: string): { needs: string; free: string } {
  const [amount, unit] = needs.split(TIED);
  return free.endsWith(`${TIED}${unit}`) && amount !== undefined ? { needs: amount, free } : { needs, free };
}

/** Cleans a hub name: an address or "owner/name"; none if it is neither. */
export function hubName(text: string): string | null {
  const trimmed = text.trim().replace(/[?#].*$/, "").replace(/\/+$/, "");
  const path = trimmed.replace(/^(https?:\/\/)?[a-z0-9.-]+\.[a-z]{2,}\//i, "");
  const [owner, name] = path.split("/");
  const isName = (part: string | undefined) => part !== undefined && /^[\w.-]+$/.test(part);
  return isName(owner) && isName(name) ? `${owner}/${name}` : null;
}
