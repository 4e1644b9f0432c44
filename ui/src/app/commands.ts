/** What can be done from anywhere: by palette, by shortcut, by menu. A project opens where one was in it; see where.ts. */
import { call, pick, type FileTicket } from "../api";
import { makeStore } from "./store";
import { go } from "./navigation";
import { report } from "./status";
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

/** Chooses a project file and opens it. */
export const openProject = () => attempt(async () => {
  const [file] = await pick({ purpose: "open_project" });
  if (!file) return;
  await call("open_project", { by: "ticket", ticket: file.ticket });
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
export async function openRecent(recent: number): Promise<void> {
  await call("open_project", { by: "recent", recent });
}
