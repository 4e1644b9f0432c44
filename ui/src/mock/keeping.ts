/** What is kept beside the work, imitated: recent projects, backups, folders, the token. */
import type { AnswerOf, Backup, FolderView, Op, RecentProject, TokenView, WithOf } from "../api";
import { knowsToken } from "./hub";
import { world } from "./world";

type Part<O extends Op> = { [P in O]: (wanted: WithOf<P>) => AnswerOf<P> };

const DAY = 86_400_000;
const now = Date.now();

let recents: RecentProject[] = world.scenario === "empty" || world.scenario === "welcome" ? [] : [
  { recent: 1, name: "Maths tutor", place: "~/Projects/Maths tutor.neurosieve", opened_ms: now - 3_600_000, is_there: true },
  { recent: 2, name: "Clinic letters", place: "~/Projects/Clinic letters.neurosieve", opened_ms: now - 9e8, is_there: true },
  { recent: 3, name: "Old pool", place: "/media/usb/Old pool.neurosieve", opened_ms: now - 4e9, is_there: false },
];

const backup = (days: number, reason: Backup["reason"]): Backup => ({ backup: `${days} ${reason}`, reason, made_ms: now - days * DAY, size_bytes: 4.6e6 - days * 210_000 });
let backups: Backup[] = [backup(0.2, "daily"), backup(1.1, "daily"), backup(2.3, "restore"), backup(2.4, "daily"), backup(9, "update")];

let folders: FolderView[] = [
  { folder: "projects", place: "~/.local/share/neurosieve/projects", is_chosen: false, is_there: true, is_fixed: false },
  { folder: "models", place: "/media/usb/models", is_chosen: true, is_there: false, is_fixed: false },
];

let token: TokenView = { host: "huggingface.co", from: null, keeps_in: "file", file: "~/.config/neurosieve/token" };

export const keeping: Part<"recent_projects" | "forget_recent" | "backups" | "restore_backup" | "folders" | "choose_folder" | "token" | "set_token"> = {
  recent_projects: () => recents,
  forget_recent: ({ recent }) => (recents = recents.filter((one) => one.recent !== recent)),
  backups: () => ({ backups, folder: "~/Projects/Maths tutor.neurosieve-backups", most_daily: 7, most_bytes: 1e9, trouble: null }),
  restore_backup: () => {
    backups = [backup(0, "restore"), ...backups];
    world.tell({ event: "changed", value: ["project"] });
    return { project: null };
  },
  folders: () => folders,
  choose_folder: ({ folder, ticket }) => (folders = folders.map((one) => (one.folder === folder ? { ...one, is_chosen: ticket !== null, is_there: true, place: ticket === null ? "~/.cache/huggingface/hub" : "~/Documents" } : one))),
  token: () => token,
  set_token: (wanted) => {
    knowsToken(wanted.token !== null);
    world.tell({ event: "changed", value: ["models"] });
    return (token = { ...token, from: wanted.token === null ? null : "file" });
  },
};
