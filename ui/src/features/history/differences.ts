/** What differs between two runs, in words: another kind of difference is one more line here. */
import type { ExampleView, MethodView, Run } from "../../api";
import { say } from "../../texts/say";
import { plainName } from "../results/methods";
import { changesOf } from "../whatif/changes";

/** What of a run can differ. */
export type Compared = Pick<Run, "query" | "documents">;

/** What the words need to name things. */
export interface Known {
  examples: readonly ExampleView[];
  methods: MethodView[] | undefined;
}

/** The differences of `now` from `before`; none if both ask and keep the same. */
export function differencesOf(before: Compared, now: Compared, { examples, methods }: Known): string[] {
  const [was, is] = [before.query, now.query];
  const all: string[] = [];
  if (was.method !== is.method) all.push(say("history.method", { now: plainName(methods, is.method), before: plainName(methods, was.method) }));
  else if (differs(sorted(was.settings), sorted(is.settings))) all.push(say("history.settings"));
  if (was.model !== is.model) all.push(say("history.model"));
  all.push(...changesOf(was, is, examples).map((change) => change.words));
  if (was.keep_examples !== is.keep_examples) all.push(say(is.keep_examples ? "history.examples_stay" : "history.examples_leave"));
  if (differs(was.composition ?? null, is.composition ?? null)) all.push(say("history.composition"));
  if (now.documents !== null && before.documents !== null && now.documents !== before.documents) all.push(say("history.cut", { now: now.documents, before: before.documents }));
  return all;
}

const sorted = (settings: Record<string, unknown>) => Object.entries(settings).sort();
const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** The run that another went on from, else the one before it; `runs` newest first. */
export function beforeOf(run: Run, runs: readonly Run[]): Run | undefined {
  return runs.find((other) => other.run === run.after) ?? runs[runs.indexOf(run) + 1];
}

/** How a run is called: by its name, else by its method. */
export const nameOf = (run: Run, methods: MethodView[] | undefined): string => run.name || plainName(methods, run.query.method);
