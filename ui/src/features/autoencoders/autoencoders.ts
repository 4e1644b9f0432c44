/** Which autoencoders there are for a model, and which of them comes first. */
import type { AutoencoderEstimate, AutoencoderView, JobView } from "../../api";
import { isOpen } from "../model/offers";

/** Those that the model can be read with: the one in use first, then those trained with this very model, the newest first. */
export function usable(all: readonly AutoencoderView[], model: string | null): AutoencoderView[] {
  const rank = (one: AutoencoderView) => (one.is_current ? 2 : 0) + (one.origin !== null && one.origin.model === model ? 1 : 0);
  return all.filter((one) => one.problem === null && one.fits_model !== false).reverse().sort((a, b) => rank(b) - rank(a));
}

/** The training that has not ended, if there is one. */
export const trainingNow = (jobs: readonly JobView[]): JobView | undefined => jobs.find((job) => job.kind === "autoencoder" && isOpen(job));

/** Seconds in all; none where the reading's pace is not known. */
export const wholeTime = (cost: AutoencoderEstimate): number | null => (cost.reading_s === null ? null : cost.reading_s + cost.training_s);
