/** Puts the imitation in place of the shell. Loaded in `--mode mock` only; a production build leaves it out. */
import { replaceShell } from "../api/transport";
import type { Answer, FileTicket, Op, Pick, Request } from "../api";
import { go, type Place } from "../app/navigation";
import { seedJobs } from "./jobs";
import { mapColumns } from "./map";
import { imitation } from "./operations";
import { world } from "./world";

const SLOW: ReadonlySet<string> = new Set(["settings", "overview"]);

/** How many questions wait for an answer that will come; those who paint states wait until there are none. */
const waiting = window as unknown as { openQuestions: number };
waiting.openQuestions = 0;

async function counted<A>(asked: Promise<A>): Promise<A> {
  if (world.scenario === "slow") return asked;
  waiting.openQuestions += 1;
  try {
    return await asked;
  } finally {
    waiting.openQuestions -= 1;
  }
}

async function answer(request: Request): Promise<Answer> {
  if (world.scenario === "slow" && !SLOW.has(request.op)) await new Promise(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const isShown = ["pool_page", "pool_columns", "imports", "models", "goal", "rank", "export_preview", "recent_projects", "jobs"].includes(request.op);
  if (world.scenario === "failing" && isShown && !location.search.includes("jobs")) throw { code: "project_damaged", arguments: { path: "~/Projects/Maths tutor.neurosieve", detail: "database disk image is malformed (11)" } };
  const imitate = imitation[request.op as Op] as (wanted: Request["with"]) => Answer["value"];
  return { op: request.op, value: structuredClone(imitate(request.with)) } as Answer;
}

function picked(pick: Pick): FileTicket[] {
  const name = "suggested" in pick ? pick.suggested : pick.purpose === "import_folder" ? "letters" : "mixed-rows.jsonl";
  return [{ ticket: 1, name, folder: "~/Documents", size_bytes: 4_210_000, is_folder: pick.purpose.endsWith("folder") }];
}

async function drawnColumns(wanted: Parameters<typeof mapColumns>[0]): Promise<ReturnType<typeof mapColumns>> {
  await new Promise((resolve) => setTimeout(resolve, 30));
  return mapColumns(wanted);
}

replaceShell({
  call: (request) => counted(answer(request)),
  columns: (wanted) => counted(drawnColumns(wanted)),
  pick: (pick) => Promise.resolve(picked(pick)),
  watch: (listener) => {
    world.tell = (event) => setTimeout(() => listener(structuredClone(event)), 0);
    return Promise.resolve();
  },
});
seedJobs();
const place = new URLSearchParams(location.search).get("place");
if (place) go(place as Place);
