/** The states that are painted: an address of the imitated workbench, and what to do there. Every screen and dialog is among them. */
import { COMPARE_STATES } from "./states-compare.mjs";
import { DATA_STATES } from "./states-data.mjs";
import { EXPORT_STATES } from "./states-export.mjs";
import { FRAME_STATES, HISTORY_STATES } from "./states-frame.mjs";
import { GOAL_STATES } from "./states-goal.mjs";
import { MAP_STATES } from "./states-map.mjs";
import { MODEL_STATES } from "./states-model.mjs";
import { RESULTS_STATES } from "./states-results.mjs";
import { REVIEW_STATES } from "./states-review.mjs";
import { SELECTION_STATES } from "./states-selection.mjs";
import { STUDIES_STATES } from "./states-studies.mjs";
import { WHATIF_STATES } from "./states-whatif.mjs";

export const STATES = [
  ...DATA_STATES, ...FRAME_STATES, ...GOAL_STATES, ...MODEL_STATES, ...RESULTS_STATES, ...SELECTION_STATES, ...WHATIF_STATES, ...HISTORY_STATES,
  ...COMPARE_STATES, ...REVIEW_STATES, ...MAP_STATES, ...STUDIES_STATES, ...EXPORT_STATES,
];
