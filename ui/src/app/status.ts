/**
 * What the status line shows. News gives way to newer news; a failure stays until it is dismissed, so that nothing is
 * missed by looking away.
 */
import { asFailure, type Failure } from "../api";
import { sayFailure } from "../texts/say";
import { announce } from "./announcer";
import { makeStore } from "./store";

export interface Notice {
  id: number;
  text: string;
  failure: Failure | null;
  /** One thing that can be done about it. */
  action?: { label: string; run: () => void };
}

export const notices = makeStore<Notice[]>([]);
let last = 0;

const failures = (all: Notice[]) => all.filter((notice) => notice.failure);

/** Says what has happened. */
export function tell(text: string, action?: Notice["action"]): void {
  last += 1;
  const notice: Notice = { id: last, text, failure: null, ...(action ? { action } : {}) };
  notices.set((all) => [...failures(all), notice]);
  announce(text);
}

/** Says what went wrong, and keeps saying it. The same failure is not listed twice. */
export function report(thrown: unknown, action?: Notice["action"]): void {
  const failure = asFailure(thrown);
  const text = sayFailure(failure);
  last += 1;
  const notice: Notice = { id: last, text, failure, ...(action ? { action } : {}) };
  notices.set((all) => [...failures(all).filter((other) => other.text !== text), notice]);
  announce(text, true);
}

/** Takes a notice off the line. */
export const dismiss = (id: number): void => notices.set((all) => all.filter((notice) => notice.id !== id));
