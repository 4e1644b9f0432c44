/** Imitated autoencoders: one job that reads, learns and leaves a result in the list. */
import type { AutoencoderEstimate, AutoencoderView, Learning, TrainAutoencoder } from "../api";
import { start } from "./jobs";
import { fresh, world } from "./world";

const STEPS = 488;

export function autoencoder(name: string, layer: number): AutoencoderView {
  return { autoencoder: `sae${fresh()}`, name, place: `~/Models/${name}`, layer, width: 576, latents: 4608, rule: "the largest 32", is_current: false, fits_model: true, origin: null, problem: null };
}

export function autoencoderCost(wish: TrainAutoencoder): AutoencoderEstimate {
  const documents = Math.min(world.rows.length, wish.documents ?? 2000);
  if (documents === 0) throw { code: "too_few_tokens", arguments: { found: 0, least: 2048 } };
  const tokens = wish.tokens ?? 1_000_000;
  return {
    model: nameOf(wish.model), layer: wish.layer ?? 28, layers: 30, width: 576, latents: 576 * (wish.expansion ?? 8), k: wish.k ?? 32, documents, tokens,
    reading_s: documents / 37, training_s: tokens / 8000, disk_bytes: documents * 276_480 + 150e6, free_bytes: 41.8e9,
  };
}

const nameOf = (model: string) => world.models.find((one) => one.model === model)?.name ?? "";

/** As a curve goes: steep, then flat. */
function learned(step: number): Learning {
  const points = Array.from({ length: Math.ceil(step / 8) }, (_, at) => Math.min(step, (at + 1) * 8));
  return { steps: STEPS, latents: 4608, curve: points.map((at) => ({ step: at, tokens: at * 2048, explained: 0.92 - 0.62 * Math.exp(-at / 60), loss: 0.08 + 0.62 * Math.exp(-at / 60), dead: Math.min(0.03, at / 20_000) })) };
}

export function trainAutoencoder(wish: TrainAutoencoder): { job: number } {
  const subject = nameOf(wish.model);
  return start({
    kind: "autoencoder", subject, total: STEPS, unit: "steps", perSecond: 160, step: "learning_latents", learned,
    end: () => {
      const origin = { model: wish.model, model_name: subject, backbone: "", project: world.name, documents: 285, tokens: 1e6, explained: 0.91, dead: 0.024, k: 32, seed: 0, max_tokens: 120 };
      const made = { ...autoencoder(`${subject} on ${world.name}/layers.28`, 28), origin };
      world.autoencoders.push(made);
      return { kind: "learned", autoencoder: made.autoencoder, name: made.name, latents: 4608, explained: 0.91, dead: 0.024, tokens: 1e6, place: made.place };
    },
  });
}
