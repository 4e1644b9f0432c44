/** What is said of methods, how they are grouped and found. The words are the code's; a catalogue may have its own by id. */
import type { MethodSettingView, MethodView } from "../../api";
import { isTextKey, say, type TextKey } from "../../texts/say";

/** The parts of a method that are words. */
export type Part = "plain" | "sentence" | "good_when" | "careful_when";

/** A method's words: the catalogue's where it has them, else the code's. */
export function wordsOf(method: MethodView, part: Part): string {
  const key = `method.${method.method}.${part}`;
  return isTextKey(key) ? say(key) : method[part];
}

/** What a setting does: the catalogue's words where it has them, else the code's. */
export function meaningOf(method: MethodView, setting: MethodSettingView): string {
  const keys = [`method.${method.method}.setting.${setting.name}`, `method.setting.${setting.name}`];
  const known = keys.find(isTextKey);
  return known ? say(known) : setting.means;
}

/** The plain name behind an id; the id while the methods are on their way. */
export function plainName(methods: MethodView[] | undefined, id: string): string {
  const method = methods?.find((each) => each.method === id);
  return method ? wordsOf(method, "plain") : id;
}

/** A part of the list. */
export type Group = "goal" | "free" | "yardstick";

/** The groups in their order. */
export const GROUPS: readonly Group[] = ["goal", "free", "yardstick"];

/** Where a method stands in the list. */
export function groupOf({ standing, needs_examples }: Pick<MethodView, "standing" | "needs_examples">): Group {
  if (standing === "baseline") return "yardstick";
  return needs_examples ? "goal" : "free";
}

/** Methods that have every word of the search in their names or their sentence. */
export function found(methods: MethodView[], words: string): MethodView[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return methods.filter((method) => {
    const said = [wordsOf(method, "plain"), method.plain, method.technical, method.method, wordsOf(method, "sentence"), method.sentence].join(" ").toLocaleLowerCase();
    return wanted.every((word) => said.includes(word));
  });
}

/** What a method needs, in words, what is most work first. */
export function needsOf(method: Pick<MethodView, "needs_examples" | "needs_model" | "needs">): string[] {
  const keys: TextKey[] = [];
  if (method.needs_examples) keys.push("results.method.need.examples");
  if (method.needs_model) keys.push("results.method.need.model");
  for (const need of method.needs) {
    const key = `results.method.need.${need}`;
    if (isTextKey(key)) keys.push(key);
  }
  return (keys.length > 0 ? keys : (["results.method.need.nothing"] as const)).map((key) => say(key));
}

/** How a method stands to its source, where there is something to say. */
export function standingOf({ standing }: Pick<MethodView, "standing">): { mark: string; words: string } | null {
  if (standing === "published") return null;
  return { mark: say(`results.method.standing.${standing}`), words: say(`results.method.standing_words.${standing}`) };
}

/** Settings with one changed; a value at its default is not kept. */
export function withSetting(settings: Record<string, number>, { name, default: usual }: Pick<MethodSettingView, "name" | "default">, value: number): Record<string, number> {
  const { [name]: _, ...others } = settings;
  return value === usual ? others : { ...others, [name]: value };
}
