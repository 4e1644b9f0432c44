/** The states of Model: models, the hub, autoencoders. */
import { button, into, told, unfold, write } from "./steps.mjs";
import { settled } from "./settled.mjs";

const Q = "place=model";
const NONE = `${Q}&scenario=empty`;

const hub = async (page, words) => { await page.getByRole("textbox", { name: "Search the hub, or paste a name" }).fill(words); await page.keyboard.press("Enter"); await settled(page); };
const gated = (page) => hub(page, "google/gemma-3-1b-pt");
const listed = async (page) => { await button(page, "Add from disk"); };
const added = async (page) => { await page.getByRole("button", { name: "Add from disk" }).last().click(); await settled(page); await into(page, ".autoencoder-foot"); };
const training = async (page) => { await button(page, "Train one on your rows"); await page.getByRole("dialog").getByText("More settings").click(); };

export const MODEL_STATES = [
  { name: "model", query: Q },
  { name: "model-chinese", query: `${Q}&language=chinese` },
  { name: "model-empty", query: NONE },
  { name: "model-partly", query: `${Q}&scenario=partly`, act: (page) => unfold(page, "More settings") },
  { name: "model-reading", query: `${Q}&scenario=partly`, act: (page) => button(page, /^Read all/) },
  { name: "model-fetching", query: Q, act: (page) => button(page, /^Download 1.2/) },
  { name: "model-slow", query: `${Q}&scenario=slow` },
  { name: "model-failing", query: `${Q}&scenario=failing` },
  { name: "model-add", query: Q, act: listed },
  { name: "model-remove", query: Q, act: (page) => button(page, /^Remove, frees/) },
  { name: "model-others", query: Q, act: (page) => into(page, ".autoencoder-foot") },
  { name: "hub-search", query: Q, act: async (page) => { await hub(page, "qwen"); await page.locator(".hub-others summary").click(); } },
  { name: "hub-search-none", query: Q, act: (page) => hub(page, "zzzz") },
  { name: "hub-search-short", query: Q, act: (page) => hub(page, "q") },
  { name: "hub-found", query: Q, act: (page) => hub(page, "Qwen/Qwen3-0.6B-Base") },
  { name: "hub-gated", query: Q, act: gated },
  { name: "hub-gated-kept", query: Q, act: async (page) => { await gated(page); await write(page, "Access token", "hf_abc"); await button(page, "Keep it"); await told(page, /is kept/); } },
  { name: "autoencoder", query: Q, act: added },
  { name: "autoencoder-remove", query: Q, act: async (page) => { await added(page); await page.getByRole("button", { name: "Take off the list" }).last().click(); } },
  { name: "autoencoder-train", query: Q, act: training },
  { name: "autoencoder-wrong", query: Q, act: async (page) => { await training(page); await page.getByRole("spinbutton").first().fill("3"); await settled(page); } },
  { name: "autoencoder-learns", query: Q, act: async (page) => { await training(page); await button(page, "Start training"); await page.locator(".learning").waitFor(); await into(page, ".autoencoder-job"); } },
];
