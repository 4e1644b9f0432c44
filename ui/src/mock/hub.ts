/** The hub, imitated: what a search finds, and whether it knows the person. */
import type { HubAccount, HubModel, HubOffer } from "../api";

const OFFERS: HubOffer[] = [
  { repo: "Qwen/Qwen3-0.6B-Base", downloads: 412_000, licence: "apache-2.0", gated: false, family: "Qwen3", problem: null },
  { repo: "Qwen/Qwen3-0.6B-GGUF", downloads: 96_300, licence: "apache-2.0", gated: false, family: null, problem: null },
  { repo: "google/gemma-3-1b-pt", downloads: 288_000, licence: "gemma", gated: true, family: "Gemma 3", problem: { code: "hub_gated", arguments: { name: "google/gemma-3-1b-pt" } } },
  { repo: "Qwen/Qwen3-VL-2B", downloads: 77_000, licence: "apache-2.0", gated: false, family: null,
    problem: { code: "unknown_architecture", arguments: { found: "qwen3_vl", known: "llama, qwen2, qwen3, smollm3, mistral, gemma3_text" } } },
  { repo: "someone/qwen-onnx", downloads: 310, licence: null, gated: false, family: null, problem: { code: "no_weights", arguments: { name: "someone/qwen-onnx" } } },
];

let hasToken = false;

export const searchModels = (words: string): HubOffer[] => OFFERS.filter((offer) => offer.repo.toLowerCase().includes(words.toLowerCase()));

export const hubAccount = (): HubAccount => ({ host: "huggingface.co", address: "https://huggingface.co", has_token: hasToken, offline: false });

export const knowsToken = (known: boolean): void => { hasToken = known; };

export function findModel(name: string): HubModel {
  if (!name.includes("/")) throw { code: "hub_not_found", arguments: { name } };
  const gated = name.includes("gemma");
  return {
    repo: name, revision: "main", size_bytes: 1.2e9, licence: "apache-2.0", gated,
    problem: gated && !hasToken ? { code: "hub_gated", arguments: { name } } : null, files: ["config.json", "model.safetensors", "tokenizer.json"],
  };
}
