/**
 * The only door to the shell: four commands, nothing else. No other file imports `@tauri-apps`.
 *
 * The development mock takes the place of the shell through `replaceShell`, so screens cannot tell the difference.
 */
import { Channel, invoke } from "@tauri-apps/api/core";
import { asFailure } from "./failure";
import type { Answer, AnswerOf, Columns, Event, FileTicket, Op, Pick, Request, WithOf } from "./types";

/** What the window needs of whatever runs the operations. */
export interface Shell {
  call(request: Request): Promise<Answer>;
  columns(wanted: Columns): Promise<ArrayBuffer>;
  pick(pick: Pick): Promise<FileTicket[]>;
  watch(listener: (event: Event) => void): Promise<void>;
}

const tauri: Shell = {
  call: (request) => invoke<Answer>("call", { request }),
  columns: (wanted) => invoke<ArrayBuffer>("columns", { wanted }),
  pick: (pick) => invoke<FileTicket[]>("pick", { pick }),
  watch: (listener) => {
    const onEvent = new Channel<Event>();
    onEvent.onmessage = listener;
    return invoke<void>("watch", { onEvent });
  },
};

let shell: Shell = tauri;

/** Puts another shell in place of the real one; for the development mock and tests. */
export function replaceShell(other: Shell): void {
  shell = other;
}

/** Asks for one operation. Rejects with a `Failure`, never with anything else. */
export async function call<O extends Op>(op: O, arguments_: WithOf<O>): Promise<AnswerOf<O>> {
  try {
    const answer = await shell.call({ op, with: arguments_ } as Request);
    return answer.value as AnswerOf<O>;
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

/** Asks for columns of many numbers, as bytes. Rejects like `call`. */
export async function columns(wanted: Columns): Promise<ArrayBuffer> {
  try {
    return await shell.columns(wanted);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

/** Opens a file dialog. An empty list means that the person closed it. */
export async function pick(wanted: Pick): Promise<FileTicket[]> {
  try {
    return await shell.pick(wanted);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}

/** Hears what the workbench tells by itself, for as long as the window lives. */
export async function watch(listener: (event: Event) => void): Promise<void> {
  try {
    await shell.watch(listener);
  } catch (thrown) {
    throw asFailure(thrown);
  }
}
