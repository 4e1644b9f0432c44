/** The imitated workbench's memory. Scenarios (`?scenario=`): empty, welcome, closed, import, running,
 * failing, slow, big, plain, partly, groups, sample, readonly, graphics, strays, crashed, evidence-failing. */
import type { AutoencoderView, Event, GoalInfo, ImportInfo, JobView, ModelView, RankingView, Settings } from "../api";
import type { Placed } from "./composition";
import { makeRows, type MockRow } from "./documents";

export interface MockGoal { goal: number; name: string; examples: { example: number; row: number | null; text: string; ticked: boolean; unwanted?: boolean }[] }

export interface World {
  scenario: string;
  open: boolean;
  name: string;
  sample: boolean;
  rows: MockRow[];
  imports: ImportInfo[];
  goals: MockGoal[];
  models: ModelView[];
  autoencoders: AutoencoderView[];
  model: string | null;
  read: number;
  /** Representations read besides neurons. */
  represented: Set<string>;
  jobs: JobView[];
  exports: number;
  settings: Settings;
  rankings: RankingView[];
  order: Map<number, Placed[]>;
  next: number;
  tell: (event: Event) => void;
}

const wanted = new URLSearchParams(location.search);
const scenario = wanted.get("scenario") ?? "filled";
const GB = 1e9;
const HOUR = 3_600_000;

const SETTINGS: Settings = {
  theme: (wanted.get("theme") as Settings["theme"] | null) ?? "light",
  density: (wanted.get("density") as Settings["density"] | null) ?? "comfortable", text_size: "usual", device: "fastest",
  language: (wanted.get("language") as Settings["language"] | null) ?? "english", threads: null, memory_limit: null, download_limit: null, dismissed: [],
};

function model(part: Partial<ModelView> & Pick<ModelView, "model" | "name" | "size_bytes">): ModelView {
  return {
    kind: "backbone", remark: "", group: "here", repo: `demo/${part.name}`, licence: "Apache 2.0", family: "Llama", layers: 30, width: 1536,
    fit: { verdict: "fits", needs_bytes: part.size_bytes * 1.6, free_bytes: 11.2 * GB, disk_needs_bytes: part.place === null ? part.size_bytes : 0, disk_free_bytes: 214 * GB }, measured: null, place: `~/Models/${part.name}`,
    problem: null, removable: true, frees_bytes: part.size_bytes, readings: 0, download: null, ...part,
  };
}

const MODELS: ModelView[] = [
  model({ model: "smol", name: "SmolLM2-135M-Instruct", size_bytes: 0.09 * GB, readings: 1, measured: { documents_per_s: 37, documents: 50, seconds_for_rest: 0 } }),
  model({ model: "smol3", name: "SmolLM2-360M", size_bytes: 0.7 * GB }),
  model({ model: "broken", name: "Old-Model-1B", size_bytes: 2.5 * GB, removable: false, family: null, layers: null, width: null,
    problem: { code: "model_not_connected", arguments: { path: "/media/usb/models/Old-Model-1B" } } }),
  model({ model: "qwen06", name: "Qwen3-0.6B-Base", group: "recommended", size_bytes: 1.2 * GB, family: null, layers: null, width: null, place: null, removable: false }),
  model({ model: "qwen17", name: "Qwen3-1.7B-Base", group: "recommended", size_bytes: 3.4 * GB, family: null, layers: null, width: null, place: null, removable: false,
    fit: { verdict: "tight", needs_bytes: 10.4 * GB, free_bytes: 11.2 * GB, disk_needs_bytes: 3.4 * GB, disk_free_bytes: 214 * GB } }),
  model({ model: "qwen8", name: "Qwen3-8B-Base", group: "other", size_bytes: 16.4 * GB, family: null, layers: null, width: null, place: null, removable: false,
    fit: { verdict: "wont_fit", needs_bytes: 18.9 * GB, free_bytes: 11.2 * GB, disk_needs_bytes: 16.4 * GB, disk_free_bytes: 214 * GB } }),
];

const rows = makeRows(scenario === "big" ? 120_000 : 300);
const isNew = scenario === "empty" || scenario === "import";

function goalOf(goal: number, name: string, fits: (row: MockRow) => boolean, examples: number): MockGoal {
  const chosen = rows.filter(fits).slice(0, examples);
  return { goal, name, examples: chosen.map((row, at) => ({ example: goal * 100 + at, row: at % 5 ? null : row.row, text: row.text, ticked: at !== 6 })) };
}

/** The one world of this page. */
export const world: World = {
  scenario, open: scenario !== "welcome" && scenario !== "closed", name: isNew ? "Untitled" : "Maths tutor", sample: scenario === "sample",
  rows: isNew ? [] : rows,
  imports: isNew ? [] : [
    { import: 1, name: "mixed-rows.jsonl", format: "JSONL", imported_ms: Date.now() - 26 * HOUR, documents: rows.length - 40, set_aside: 18, complete: true,
      reasons: [{ reason: "The row is not valid JSON.", rows: 11 }, { reason: "The text is empty.", rows: 5 }, { reason: "The bytes are not valid UTF-8.", rows: 2 }], special_strings: [{ text: "<|im_start|>", rows: 4 }], notices: [] },
    { import: 2, name: "more-questions.csv.gz", format: "CSV, gzip", imported_ms: Date.now() - 2 * HOUR, documents: 40, set_aside: 0, complete: true, reasons: [], special_strings: [], notices: ["Two columns have the same name; the second is called text_2."] },
  ],
  goals: isNew ? [] : [goalOf(1, "Worked maths, step by step", (row) => row.affinity > 0.8, 14), goalOf(2, "Short code with comments", (row) => row.source === "code-help", 6)],
  models: MODELS, autoencoders: [], model: isNew ? null : "smol", read: isNew ? 0 : scenario === "partly" ? 60 : rows.length, represented: new Set(["text", "length", "neuron_features", "likelihood"]), jobs: [], exports: 0, settings: SETTINGS,
  rankings: [], order: new Map(), next: 10, tell: () => undefined,
};

/** A number that was not used before. */
export const fresh = (): number => (world.next += 1);

/** A goal as lists show it. */
export function infoOf(goal: MockGoal): GoalInfo {
  const wanted = goal.examples.filter((example) => !example.unwanted);
  const ticked = wanted.filter((example) => example.ticked);
  return { goal: goal.goal, name: goal.name, unwanted: goal.examples.length - wanted.length, examples: wanted.length, ticked: ticked.length, characters: ticked.reduce((sum, example) => sum + example.text.length, 0) };
}
