/** What a method needs to have been read, in plain words. */
import type { Failure, MethodView, ReadingInfo } from "../../api";
import { isTextKey, say } from "../../texts/say";
import { isOfNeurons } from "../model/offers";

/** Needs that no model has to read. */
const NOT_READ = new Set(["text", "length", "outside"]);

/** Names of representations in a failure `needs_reading`. */
export const needsIn = (failure: Failure): string[] => String(failure.arguments["needs"] ?? "").split(",").map((name) => name.trim()).filter(Boolean);

/** A representation by its plain name. */
export function needName(name: string): string {
  const key = `need.${name}`;
  return isTextKey(key) ? say(key) : name;
}

/** Several of them as one phrase. */
export function needNames(names: readonly string[]): string {
  return names.map(needName).reduce((words, name, at) => (at === 0 ? name : say(at === names.length - 1 ? "compare.and" : "compare.comma", { words, name })), "");
}

/** Those that a model can be asked to read. */
export const readable = (names: readonly string[]): string[] => names.filter((name) => !NOT_READ.has(name));

/** What of a method's needs has not been read by any model yet. */
export function unread(method: Pick<MethodView, "needs">, readings: readonly ReadingInfo[]): string[] {
  const isThere = (name: string) => readings.some((reading) => reading.documents_read > 0 && (name === "neuron_features" ? isOfNeurons(reading) : reading.what === name));
  return readable(method.needs).filter((name) => !isThere(name));
}
