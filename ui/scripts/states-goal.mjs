/** The states of Goal. */
import { button, entry, key, row, search, write } from "./steps.mjs";

const Q = "place=goal";

export const GOAL_STATES = [
  { name: "goal", query: Q },
  { name: "goal-chosen", query: Q, act: (page) => row(page, 2) },
  { name: "goal-chinese", query: `${Q}&language=chinese` },
  { name: "goal-groups", query: `${Q}&scenario=groups` },
  { name: "goal-partly", query: `${Q}&scenario=partly` },
  { name: "goal-writing", query: Q, act: (page) => write(page, /^Paste an example/, "A tank holds 80 l.\n\nIt loses 5 l an hour.") },
  { name: "goal-menu", query: Q, act: (page) => button(page, /^Goal: /) },
  { name: "goal-new", query: Q, act: (page) => button(page, "New goal") },
  { name: "goal-rename", query: Q, act: (page) => entry(page, /^Goal: /, "Rename this goal") },
  { name: "goal-delete", query: Q, act: (page) => entry(page, /^Goal: /, "Delete this goal") },
  { name: "goal-example", query: Q, act: async (page) => { await row(page, 2); await key(page, "Enter"); } },
  { name: "goal-actions", query: Q, act: (page) => button(page, "Actions for example 2") },
  { name: "goal-unwanted", query: Q, act: (page) => entry(page, "Actions for example 2", "Mark as not like this") },
  { name: "goal-find", query: Q, act: (page) => button(page, "Find in my data") },
  { name: "goal-find-none", query: Q, act: async (page) => { await button(page, "Find in my data"); await search(page, "zzzz"); } },
  { name: "goal-empty", query: `${Q}&scenario=empty` },
  { name: "goal-failing", query: `${Q}&scenario=failing` },
];
