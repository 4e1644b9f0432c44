/** Every operation of the contract, imitated. Typed by the contract, so that a new operation cannot be forgotten. */
import { exporting, fitOf } from "./exporting";
import type { AnswerOf, ExportPlan, GoalView, ImportPreview, Op, Overview, WithOf } from "../api";
import { autoencoder, autoencoderCost, trainAutoencoder } from "./autoencoders";
import { put, start } from "./jobs";
import { findModel, hubAccount, searchModels } from "./hub";
import { map, mapCoverage, mapRegion, startMap } from "./map";
import { METHODS } from "./methods";
import { distributions, documentOf, poolRow, under } from "./pool";
import { blindRound, blindRounds, compare, compareFigure, disagreements, judgeBlindPair, slices, standings, startBlindRound, whyDiffer } from "./compare";
import { evidence } from "./evidence";
import { agreement, decide, decidePreview, decisions, mergeDecisions, mergePreview, redoDecision, reviewProgress, reviewQueue, undoDecision } from "./review";
import { deleteStudy, estimateStudy, startStudy, studies } from "./studies";
import { estimateTrainings, startTrainings } from "./trainings";
import { duplicates, surprises } from "./composition";
import { alike, cut, figure, names, neuron, neuronPair, neuronPairFigure, page, rank, strip, why } from "./ranking";
import { neuronFlow, neuronFlowFigure } from "./flow";
import { neuronTokens, tokens } from "./tokens";
import { keeping } from "./keeping";
import { whatif } from "./whatif";
import { fresh, infoOf, world, type MockGoal } from "./world";
import { deeds, noted } from "./deeds";
import { makeRows } from "./documents";

type Imitation = { [O in Op]: (wanted: WithOf<O>) => AnswerOf<O> };

/** Representations that are readings of their own. */
const READ = ["likelihood"];

const changed = (...parts: ("project" | "pool" | "goals" | "models" | "features")[]) => world.tell({ event: "changed", value: parts });

function overview(): Overview {
  if (!world.open) return { project: null };
  return { project: {
    name: world.name, place: `~/Projects/${world.name}.neurosieve`, size_bytes: 1.9e6 + world.rows.length * 9000, is_sample: world.sample, read_only: world.scenario === "readonly", read_only_because: world.scenario === "readonly" ? "newer" : null, documents: world.rows.length,
    set_aside: world.imports.reduce((sum, one) => sum + one.set_aside, 0), tokens: world.rows.reduce((sum, row) => sum + row.tokens, 0), tokens_of: world.rows.length, goals: world.goals.map(infoOf),
    current_goal: world.goals[0]?.goal ?? null, current_model: world.model, running_jobs: world.jobs.filter((job) => job.state === "running").length, exports: world.exports,
    readings: world.read ? [...READ.filter((what) => world.represented.has(what)).map((what, at) => ({ reading: 2 + at, what, model: "smol", model_name: "SmolLM2-135M-Instruct", documents_read: world.read, layers: 1, top_k: 0, max_tokens: 120, profile: "f32", shipped: false, size_bytes: 4e4, notes: [] })), { reading: 1, what: "up", model: "smol", model_name: "SmolLM2-135M-Instruct", documents_read: world.read, layers: 30, top_k: 40, max_tokens: 120, profile: "f32", shipped: false, size_bytes: 2.1e6, notes: [] }] : [],
  } };
}

function opened(part: Partial<typeof world>): Overview {
  Object.assign(world, { open: true, ...part });
  changed("project");
  return overview();
}

function goalOf(number: number): MockGoal {
  const goal = world.goals.find((other) => other.goal === number);
  if (!goal) throw { code: "no_such_thing", arguments: { what: "goal", id: number } };
  return goal;
}

function goalView(goal: MockGoal): GoalView {
  const examples = goal.examples.map((example, at) => ({
    example: example.example, text: example.text, ticked: example.ticked, unwanted: example.unwanted === true, tokens: Math.round(example.text.length / 4), agreement: at === 6 ? 0.19 : 0.52 - (at % 6) * 0.02,
    origin: example.row === null ? { from: "pasted" as const } : { from: "pool" as const, row: example.row }, same_as_row: example.row, same_as_example: null,
  }));
  const ticked = examples.filter((example) => example.ticked && !example.unwanted);
  return { info: infoOf(goal), examples, health: { ticked: ticked.length, copies: 0, in_pool: ticked.filter((example) => example.same_as_row !== null).length, agreement: ticked.length ? 0.48 : null, random_agreement: 0.22, unscored: 0, unread: 0,
    odd: ticked[3] ? { example: ticked[3].example, with_others: 0.27, among_others: 0.49 } : null,
    groups: world.scenario === "groups" ? { first: ticked.slice(0, 8).map((one) => one.example), second: ticked.slice(8).map((one) => one.example), within_first: 0.51, within_second: 0.47, between: 0.27 } : null } };
}

function preview(wanted: WithOf<"preview_import">): ImportPreview {
  const rows = makeRows(3);
  const mapping = wanted.mapping ?? { text: { kind: "column" as const, column: "doc" }, id_column: "docid", token_column: null };
  const column = mapping.text.kind === "column" ? mapping.text.column : "";
  return {
    files: wanted.tickets.map((ticket) => ({ name: `rows-${ticket}.jsonl`, format: "JSONL", size_bytes: 4_210_000, notices: ticket % 2 ? [] : ["Two columns have the same name; the second is called text_2."], problem: world.scenario === "failing" ? "The file ends in the middle of a row." : null })),
    columns: [{ name: "docid", samples: rows.map((row) => row.id) }, { name: "doc", samples: rows.map((row) => row.text.slice(0, 60)) }, { name: "token_num", samples: ["142", "96", "88"] }, { name: "dataset", samples: rows.map((row) => row.source) }],
    mapping, record_kind: mapping.text.kind === "messages" ? "chat" : "text",
    samples: rows.map((row, at) => ({ id: row.id, text: column === "doc" ? row.text : column === "dataset" ? row.source : row.id, turns: mapping.text.kind === "messages" ? [{ role: "user", content: row.text }] : [], set_aside: at === 2 && column === "token_num" ? "The text is empty." : null })),
  };
}

function preparedExport(plan: ExportPlan) {
  const kept = cut(plan.ranking, plan.budget);
  const rows = page(plan.ranking, { search: null, conditions: [] }, 0, 5).rows;
  const line = (row: (typeof rows)[number]) => ({ docid: row.id, doc: row.excerpt, source: row.source, ...(plan.with_scores ? { neurosieve_rank: row.rank, neurosieve_score: Number(row.score?.toFixed(4)) } : {}) });
  const columns = ["docid", "doc", "source", ...(plan.with_scores ? ["neurosieve_rank", "neurosieve_score"] : [])];
  const csv = (row: (typeof rows)[number]) => Object.values(line(row)).map((value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))).join(",");
  return {
    documents: kept.documents, tokens: kept.tokens, size_bytes: kept.documents * 610, rows: rows.map((row) => (plan.format === "csv" ? csv(row) : JSON.stringify(line(row)))), columns: plan.format === "jsonl" ? [] : columns,
    notices: plan.format === "csv" ? ["3 cells begin with = or + and are escaped, so that spreadsheets show them as text."] : [], suggested_name: `worked-maths.${plan.format}`, is_folder: false, fit: fitOf(plan, kept.documents),
  };
}

const imported = (name: string) => start({ kind: "import", subject: name, total: 10_000, perSecond: 4000, step: "reading_rows", end: () => {
  world.rows = makeRows(300);
  world.imports.push({ import: fresh(), name, format: "JSONL", imported_ms: Date.now(), documents: 9982, set_aside: 18, complete: true, reasons: [{ reason: "The row is not valid JSON.", rows: 18 }], special_strings: [{ text: "<|im_start|>", rows: 12 }], notices: [] });
  return { kind: "imported", documents: 9982, set_aside: 18, special_strings: [{ text: "<|im_start|>", rows: 12 }] };
} });

/** The imitation of each operation. */
export const imitation: Imitation = {
  overview, create_project: (wanted) => opened({ name: wanted.name, rows: [], imports: [], goals: [], jobs: [], read: 0, model: null, sample: false }),
  open_project: () => opened({}), open_sample: () => opened({ sample: true, name: "Sample: step-by-step maths" }), close_project: () => opened({ open: false }),
  ...keeping,
  save_copy: () => ({ place: "~/Desktop/Maths tutor.neurosieve", size_bytes: 4.6e6 }), salvage_project: () => ({ place: "~/Projects/Maths tutor (salvaged).neurosieve", documents: 268, changed: 1, lost: 1, goals: 3, decisions: 12, unreadable: 4, chunks: 0 }), rename_project: (wanted) => opened({ name: wanted.name }),
  preview_import: preview, start_import: (wanted) => imported(`rows-${wanted.tickets[0] ?? 1}.jsonl`), start_hub_import: (wanted) => imported(wanted.dataset), imports: () => world.imports,
  set_aside: (wanted) => ({ total: 18, rows: Array.from({ length: Math.min(18, wanted.limit) }, (_, at) => ({ file: "mixed-rows.jsonl", line: 31 + at * 57, reason: at % 3 ? "The row is not valid JSON." : "The text is empty.", excerpt: at % 3 ? `{"docid": "wp-${at}", "doc": "A cinema sold 320 tick` : `{"docid": "wp-${at}", "doc": ""}` })) }),
  delete_import: (wanted) => { const gone = world.imports.find((one) => one.import === wanted.import); world.imports = world.imports.filter((one) => one !== gone); world.rows = world.imports.length ? world.rows.slice(0, -40) : []; changed("pool"); return { bytes: 3.1e6, documents: gone?.documents ?? 0 }; },
  pool_page: (wanted) => { const rows = under(wanted.filter); return { total: rows.length, rows: rows.slice(wanted.offset, wanted.offset + wanted.limit).map(poolRow) }; },
  pool_columns: distributions, duplicates, surprises, alike: (wanted) => alike(wanted.ranking, wanted.row), document: (wanted) => documentOf(wanted.row), goals: () => world.goals.map(infoOf),
  create_goal: (wanted) => { const goal = { goal: fresh(), name: wanted.name, examples: [] }; world.goals.push(goal); changed("goals"); return infoOf(goal); },
  rename_goal: (wanted) => { const goal = goalOf(wanted.goal); const { name } = goal; goal.name = wanted.name; changed("goals"); noted("goal_renamed", goal.goal, name, 1, () => { goal.name = name; }); return infoOf(goal); },
  delete_goal: (wanted) => { const gone = goalOf(wanted.goal); world.goals = world.goals.filter((goal) => goal !== gone); changed("goals"); return noted("goal_deleted", gone.goal, gone.name, gone.examples.length, () => { world.goals.push(gone); }); },
  goal: (wanted) => goalView(goalOf(wanted.goal)),
  mark_examples: (wanted) => { const goal = goalOf(wanted.goal); goal.examples.forEach((example) => { if (wanted.examples.includes(example.example)) example.unwanted = wanted.unwanted; }); changed("goals"); return infoOf(goal); },
  move_examples: (wanted) => { const [from, to] = [goalOf(wanted.from), goalOf(wanted.to)]; const moved = from.examples.filter((one) => wanted.examples.includes(one.example)); from.examples = from.examples.filter((one) => !moved.includes(one)); to.examples.push(...moved); changed("goals"); return infoOf(to); },
  goal_stability: (wanted) => { const kept = cut(wanted.ranking, wanted.budget).documents; return { kept, draws: 20, stays: 0.83, least: 0.69, most: 0.94 }; },
  add_examples: ({ goal: number, source, unwanted = false }) => {
    const goal = goalOf(number);
    const texts = source.from === "pasted" ? (source.split ? source.text.split(/\n\s*\n/) : [source.text]).map((text) => ({ text: text.trim(), row: null as number | null }))
      : source.from === "rows" ? source.rows.map((row) => ({ text: documentOf(row).text, row: row as number | null })) : makeRows(8).map((row) => ({ text: row.text, row: null as number | null }));
    const there = new Set(goal.examples.map((example) => example.text));
    const added = texts.filter((one) => one.text && !there.has(one.text)).map((one) => ({ example: fresh(), ticked: true, unwanted, ...one }));
    goal.examples.push(...added);
    changed("goals");
    return { info: infoOf(goal), added: added.map((example) => example.example), blank: texts.filter((one) => !one.text).length, already_there: texts.filter((one) => there.has(one.text)).length, unreadable: 0 };
  },
  set_examples: (wanted) => { const goal = goalOf(wanted.goal); goal.examples.forEach((example) => { if (wanted.examples.includes(example.example)) example.ticked = wanted.ticked; }); changed("goals"); return infoOf(goal); },
  remove_examples: (wanted) => { const goal = goalOf(wanted.goal); const before = goal.examples; const gone = before.filter((one) => wanted.examples.includes(one.example)); goal.examples = before.filter((one) => !gone.includes(one)); changed("goals"); return noted("examples_removed", goal.goal, gone[0]?.text.slice(0, 80) ?? "", gone.length, () => { goal.examples = [...goal.examples, ...gone].sort((a, b) => a.example - b.example); }); },
  computer: () => ({ memory_bytes: 16e9, free_memory_bytes: 11.2e9, free_disk_bytes: 41.8e9, cores: 8, device: "CPU (AVX-512)", has_gpu: false, models_folder: "~/Models", models_bytes: 3.5e9, has_fast_profile: true }),
  autoencoders: () => world.autoencoders, add_autoencoder: () => { world.autoencoders.push(autoencoder("latents/layers.20", 20)); changed("models"); return world.autoencoders.at(-1)!; },
  remove_autoencoder: (wanted) => { world.autoencoders = world.autoencoders.filter((one) => one.autoencoder !== wanted.autoencoder); changed("models"); return {}; },
  autoencoder_estimate: autoencoderCost, start_autoencoder_training: trainAutoencoder,
  models: () => world.models, add_model: () => world.models[0]!, model_uses: ({ model }) => (model === "smol" && world.scenario !== "empty" ? { projects: [{ name: "Clinic letters", documents: 4120 }, { name: "Support tickets, second round", documents: 812 }], unseen: 1 } : { projects: [], unseen: 0 }), remove_model: (wanted) => { world.models = world.models.filter((model) => model.model !== wanted.model); changed("models"); return { bytes: 0.7e9, documents: 0 }; },
  find_model: (wanted) => findModel(wanted.name), search_models: (wanted) => searchModels(wanted.words),
  hub_account: () => hubAccount(),
  download_model: (wanted) => start({ kind: "download", subject: wanted.repo, total: 1.2e9, unit: "bytes", perSecond: 9e7, step: "fetching", end: () => ({ kind: "downloaded", bytes: 1.2e9, model: "qwen06" }) }),
  use_model: (wanted) => { world.model = wanted.model; changed("models", "project"); return overview(); },
  start_reading: (wanted) => { const total = wanted.scope.kind === "spread" ? wanted.scope.rows : Math.max(1, wanted.representations ? 150 : world.rows.length - world.read); return start({ kind: "reading", subject: world.models.find((model) => model.model === wanted.model)?.name ?? "", total, perSecond: 37, step: "reading_rows", end: () => { world.read = Math.min(world.rows.length, world.read + total); wanted.representations?.forEach((one) => world.represented.add(one)); if (wanted.autoencoder) world.autoencoders.forEach((one) => { one.is_current = one.autoencoder === wanted.autoencoder; }); return { kind: "read", documents: total, unscored: 0, truncated: 3, documents_per_s: 37, device: "CPU (AVX-512)", notes: [] }; } }); },
  jobs: () => world.jobs.map((job) => ({ ...job })), pause_job: (wanted) => put(wanted.job, "paused"), resume_job: (wanted) => put(wanted.job, "running"), cancel_job: (wanted) => put(wanted.job, "cancelled"),
  dismiss_job: (wanted) => { world.jobs = world.jobs.filter((job) => job.job !== wanted.job); return {}; },
  methods: () => METHODS,
  rank, ranking_page: (wanted) => page(wanted.ranking, wanted.filter, wanted.offset, wanted.limit, wanted.before), ...whatif, cut: (wanted) => cut(wanted.ranking, wanted.budget), why: (wanted) => why(wanted.ranking, wanted.row), neuron_strip: (wanted) => strip(wanted.ranking, wanted.row),
  neuron: (wanted) => neuron(wanted.ranking, wanted.neuron), neuron_flow: ({ row }) => neuronFlow(row), neuron_flow_figure: ({ row }) => neuronFlowFigure(row), neuron_pair: neuronPair, neuron_pair_figure: neuronPairFigure, tokens, neuron_tokens: neuronTokens, neuron_names: () => names(), name_neuron: (wanted) => names(wanted.neuron, wanted.name),
  save_neuron_names: () => ({ place: "~/Desktop/neuron-names.json", size_bytes: 420 }), read_neuron_names: () => ({ added: 2, same: 0, kept: 1 }),
  map, start_map: startMap, map_coverage: mapCoverage, map_region: mapRegion,
  figure, save_figure: () => ({ place: "~/Desktop/match-by-rank.svg", size_bytes: 21_000 }), export_preview: preparedExport,
  start_export: (wanted) => { const kept = cut(wanted.plan.ranking, wanted.plan.budget); return start({ kind: "export", subject: `worked-maths.${wanted.plan.format}`, total: kept.documents, perSecond: 60, step: "writing", end: () => { world.exports += 1; return { kind: "exported", documents: kept.documents, tokens: kept.tokens, place: `~/Desktop/worked-maths.${wanted.plan.format}`, passport: `~/Desktop/worked-maths.passport.json`, next: wanted.plan.format === "llama_factory" ? "dataset: worked-maths" : null }; } }); },
  ...exporting, ...deeds,
  compare, compare_figure: compareFigure, disagreements, standings, slices, why_differ: whyDiffer, start_blind_round: startBlindRound, blind_round: blindRound, blind_rounds: blindRounds, judge_blind_pair: judgeBlindPair, evidence,
  evidence_estimate: estimateTrainings, start_evidence_run: startTrainings,
  review_queue: reviewQueue, review_progress: reviewProgress, decide, decide_preview: decidePreview, undo_decision: undoDecision, redo_decision: redoDecision, decisions, agreement, merge_preview: mergePreview, merge_decisions: mergeDecisions,
  study_estimate: estimateStudy, start_study: startStudy, studies, delete_study: deleteStudy,
  settings: () => world.settings, change_settings: (wanted) => (world.settings = wanted), crash_report: () => world.scenario === "crashed" ? { text: "Neurosieve 0.1.0, linux x86_64, SQLite 3.51.3, at 1790000000000\nThread project-writer stopped at src/store/writer.rs:41:9\nThe message is left out: it may quote a document.\n\n   0: std::backtrace::Backtrace::force_capture\n   1: workbench::crash::hook::words\n\nLast lines of the log:\n1790000000000 started 0.1.0\n1790000000400 job 3: Done" } : null, discard_crash_report: () => ({}),
  about: () => ({ version: "0.1.0", sqlite: "3.50.4", projects_folder: "~/Projects", logs_folder: "~/.local/state/neurosieve", knows_graphics: world.scenario === "graphics", usual_memory_limit: 14.7e9 }),
};
