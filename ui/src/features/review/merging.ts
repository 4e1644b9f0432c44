/** Another copy of the project whose decisions are to come here: chosen by dialog or dropped, then looked at. */
import { pick, type FileTicket } from "../../api";
import { attempt } from "../../app/commands";
import { makeStore } from "../../app/store";

/** The copy that is being looked at; none while nothing is merged. */
export const copy = makeStore<FileTicket | null>(null);

export const chooseCopy = () => attempt(async () => {
  const [file] = await pick({ purpose: "open_project" });
  if (file) copy.set(file);
});
