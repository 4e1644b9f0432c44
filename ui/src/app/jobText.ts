/** Jobs in words: what they do, where they are, what came of them. */
import type { JobView, ReadingNote } from "../api";
import { bytes, count, duration, number } from "../texts/format";
import { say } from "../texts/say";

/** "Reading with SmolLM2". */
export const jobTitle = (job: JobView): string =>
  say(`job.kind.${job.kind}`, { subject: job.kind === "map" ? say(job.subject === "neurons" ? "map.subject.neurons" : "map.subject.meaning") : job.subject });

/** State and, while it runs, what it is doing: "Reading rows", or that nothing comes in just now. */
export function stateText(job: JobView): string {
  if (job.state !== "running") return say(`job.state.${job.state}`);
  return job.hitch ? hitchText(job.hitch) : say(`job.step.${job.step}`);
}

/** "No data for 40 s, third try". */
function hitchText({ silent_s: silent, attempt }: NonNullable<JobView["hitch"]>): string {
  const tries = ["job.hitch.1", "job.hitch.2", "job.hitch.3", "job.hitch.4"] as const;
  return say(tries[Math.min(attempt, tries.length) - 1] ?? "job.hitch.1", { silent });
}

/** "1,204 of 9,982 rows", "1.3 of 3.4 GB", or what there is without a total. */
export function doneText(job: JobView): string {
  const amount = (value: number) => (job.unit === "bytes" ? bytes(value) : count(value));
  const key = job.total !== null ? "job.done_of" : job.share === null ? "job.done_only" : "job.done_share";
  const unit = job.unit === "bytes" ? "" : say(`job.unit.${job.unit}`);
  return say(key, { share: job.share ?? 0, done: amount(job.done), total: amount(job.total ?? 0), unit }).trim();
}

/** "37 rows a second, 4 min left"; null while nothing can be said. */
export function paceText(job: JobView): string | null {
  if (job.rate_per_s === null || job.state !== "running") return null;
  if (job.unit === "trainings" || job.unit === "measurements") return job.seconds_left === null ? null : say("job.left", { left: duration(job.seconds_left) });
  const rate = job.unit === "bytes" ? say("job.rate.bytes", { rate: job.rate_per_s }) : say(`job.rate.${job.unit}`, { rate: number(Number(job.rate_per_s.toPrecision(3))) });
  return job.seconds_left === null ? rate : say("job.pace", { rate, left: duration(job.seconds_left) });
}

/** What a reading did differently because a device's memory ran out. */
export function noteText(note: ReadingNote): string {
  if (note.kind === "smaller_batches") return say("reading.note.smaller_batches", { device: note.device, tokens: note.tokens, usual: note.usual });
  return note.device ? say("reading.note.on_processor", { device: note.device }) : say("reading.note.on_processor_from_start");
}

/** What came of a job that is done. */
export function outcomeText(job: JobView): string {
  const outcome = job.outcome;
  if (!outcome) return say(`job.state.${job.state}`);
  if (outcome.kind === "imported") return say(outcome.set_aside ? "job.outcome.imported_aside" : "job.outcome.imported", { documents: outcome.documents, set_aside: outcome.set_aside, name: job.subject });
  if (outcome.kind === "read") {
    const read = say("job.outcome.read", { documents: outcome.documents, device: outcome.device, rate: number(Number(outcome.documents_per_s.toPrecision(3))) });
    return [read, ...outcome.notes.map(noteText)].join(" ");
  }
  if (outcome.kind === "downloaded") return say("job.outcome.downloaded", { bytes: outcome.bytes, name: job.subject });
  if (outcome.kind === "learned") return say("job.outcome.learned", { ...outcome });
  if (outcome.kind === "trained") return say("job.outcome.trained", { trainings: outcome.trainings, device: outcome.device });
  if (outcome.kind === "studied") return say("job.outcome.studied", { measurements: outcome.measurements });
  if (outcome.kind === "mapped") return say("job.outcome.mapped", { documents: outcome.documents, groups: outcome.groups });
  return say("job.outcome.exported", { documents: outcome.documents, place: outcome.place });
}
