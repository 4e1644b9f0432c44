/** The states of Export: every format with what can be chosen for it, the division, the proof. */
import { settled } from "./settled.mjs";
import { button, radio, told } from "./steps.mjs";

const Q = "place=export";
const FORMATS = ["JSON", "Parquet", "LLaMA-Factory", "Axolotl", "Hugging Face folder", "Alpaca", "ShareGPT", "OpenAI messages"];
const tick = async (page, words) => { await page.locator("label.checkbox", { hasText: words }).click(); await settled(page); };
const saved = async (page) => { await button(page, /^Save these/); await told(page, /^Saved/); };

export const EXPORT_STATES = [
  { name: "export", query: Q },
  { name: "export-chinese", query: `${Q}&language=chinese` },
  { name: "export-csv", query: Q, act: async (page) => { await radio(page, "CSV"); await tick(page, "Add rank and score to each row"); await saved(page); } },
  ...FORMATS.map((format) => ({ name: `export-${format.toLowerCase().replaceAll(" ", "-")}`, query: Q, act: (page) => radio(page, format) })),
  { name: "export-fewer", query: Q, act: async (page) => { await radio(page, "Alpaca"); await page.locator(".checkbox").last().click(); } },
  { name: "export-divided", query: Q, act: async (page) => { await radio(page, "LLaMA-Factory"); await tick(page, "Keep some rows to check with"); await radio(page, "As they came"); } },
  { name: "export-folder", query: Q, act: async (page) => { await radio(page, "LLaMA-Factory"); await saved(page); } },
  { name: "export-proof", query: Q, act: async (page) => { await saved(page); await button(page, /^Prove it again/); await told(page, /^Identical/); } },
  { name: "export-differs", query: Q, act: async (page) => { await button(page, "Prove a passport"); await told(page, /^Not identical/); } },
  { name: "export-none", query: `${Q}&scenario=empty` },
  { name: "export-slow", query: `${Q}&scenario=slow` },
  { name: "export-failing", query: `${Q}&scenario=failing` },
];
