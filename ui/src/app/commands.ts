/** What can be done from anywhere: by palette, by shortcut, by menu. A project opens where one was in it; see where.ts. */
import { asFailure, call, pick, type FileTicket, type WithOf } from "../api";
import { makeStore } from "./store";
import { go } from "./navigation";
import { report, tell } from "./status";
import { say } from "../texts/say";

/** Files on their way into the pool: the import dialog on Data shows them. */
export const incoming = makeStore<FileTicket[]>([]);

/** Runs a deed and reports its failure; nothing is thrown. */
export function attempt(deed: () => Promise<void>): void {
  deed().catch(report);
}

/** Brings files to the import dialog, in a new project if none is open. */
export async function bring(tickets: FileTicket[]): Promise<void> {
  if (tickets.length === 0) return;
  const { project } = await call("overview", {});
  if (!project) await call("create_project", { name: stem(tickets[0]?.name ?? ""), ticket: null });
  go("data");
  incoming.set(tickets);
}

/** Chooses data files. */
export const addFiles = () => attempt(async () => bring(await pick({ purpose: "import_files" })));

/** Chooses a folder of documents. */
export const addFolder = () => attempt(async () => bring(await pick({ purpose: "import_folder" })));

/** Opens a project. A damaged one can be salvaged from where its failure is said. */
async function open(wanted: WithOf<"open_project">, name: string): Promise<void> {
  try {
    await call("open_project", wanted);
  } catch (thrown) {
    const isDamaged = ["project_damaged", "not_a_project"].includes(asFailure(thrown).code);
    report(thrown, isDamaged ? { label: say("salvage.action"), run: () => salvage(wanted, name) } : undefined);
  }
}

/** Saves what can be read of a damaged project as a new one. */
const salvage = (project: WithOf<"open_project">, name: string) => attempt(async () => {
  const [file] = await pick({ purpose: "save_project", suggested: `${say("salvage.named", { name })}.neurosieve` });
  if (!file) return;
  const saved = await call("salvage_project", { project, ticket: file.ticket });
  tell(say("salvage.done", { ...saved }), { label: say("projects.open_action"), run: () => attempt(() => open({ by: "ticket", ticket: file.ticket }, file.name)) });
});

/** Chooses a project file and opens it. */
export const openProject = () => attempt(async () => {
  const [file] = await pick({ purpose: "open_project" });
  if (file) await open({ by: "ticket", ticket: file.ticket }, stem(file.name));
});

/** Opens the sample. */
export const openSample = () => attempt(async () => {
  await call("open_sample", {});
});

/** Makes a project where the person says. */
export const newProject = () => attempt(async () => {
  const [file] = await pick({ purpose: "save_project", suggested: `${say("projects.untitled")}.neurosieve` });
  if (!file) return;
  await call("create_project", { name: stem(file.name), ticket: file.ticket });
  go("data");
});

/** Closes the open project. */
export const closeProject = () => attempt(async () => {
  await call("close_project", {});
});

/** A file's name without its suffixes. */
export const stem = (name: string): string => name.replace(/(\.(jsonl?|csv|tsv|parquet|txt|gz|neurosieve))+$/i, "") || say("projects.untitled");

/** Opens a project that was opened before. */
export const openRecent = (recent: number, name: string): Promise<void> => open({ by: "recent", recent }, name);
