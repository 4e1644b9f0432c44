/** What differs between two questions, each difference in words and with its own way back. */
import type { ExampleView, RankQuery } from "../../api";
import { say } from "../../texts/say";
import { countingIn, tryExample, tryOut } from "./whatif";

/** One difference. */
export interface Change {
  id: string;
  words: string;
  /** Takes this one back and leaves the others. */
  back: () => void;
}

/** All differences, in the order in which they are shown: a further kind is one more list here. */
export function changesOf(before: RankQuery, now: RankQuery, examples: readonly ExampleView[]): Change[] {
  return [...ofExamples(before, now, examples), ...ofLayers(before, now), ...ofNeurons(before, now)];
}

/** More examples than this are counted and not named. */
const NAMED = 3;

function ofExamples(before: RankQuery, now: RankQuery, examples: readonly ExampleView[]): Change[] {
  const [was, is] = [countingIn(before, examples), countingIn(now, examples)];
  const back = (one: number, counts: boolean) => () => tryExample(examples, one, counts);
  const words = (key: "whatif.without" | "whatif.with", one: number) => {
    const at = examples.findIndex((each) => each.example === one);
    return say(key, { number: at + 1, text: start(examples[at]?.text ?? "") });
  };
  const without = was.filter((one) => !is.includes(one)).map((one) => ({ id: `without-${one}`, words: words("whatif.without", one), back: back(one, true) }));
  const taken = is.filter((one) => !was.includes(one)).map((one) => ({ id: `with-${one}`, words: words("whatif.with", one), back: back(one, false) }));
  const all = [...without, ...taken];
  if (all.length <= NAMED) return all;
  return [{ id: "examples", words: say("whatif.examples", { without: without.length, taken: taken.length }), back: () => tryOut({ examples: before.examples ? { goal: now.goal, these: before.examples } : null }) }];
}

function ofLayers(before: RankQuery, now: RankQuery): Change[] {
  if (JSON.stringify(before.layers) === JSON.stringify(now.layers)) return [];
  const words = now.layers ? say("whatif.layers", { first: now.layers[0], last: now.layers[1] }) : say("whatif.all_layers");
  return [{ id: "layers", words, back: () => tryOut({ layers: before.layers }) }];
}

/** Neurons have pills of their own with their names; here they are counted. */
function ofNeurons(before: RankQuery, now: RankQuery): Change[] {
  if (JSON.stringify(before.ignored) === JSON.stringify(now.ignored)) return [];
  return [{ id: "neurons", words: say("whatif.ignored", { ignored: now.ignored.length }), back: () => tryOut({ ignored: before.ignored }) }];
}

/** The first words of a text, to know it again by. */
function start(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length <= 28 ? line : `${line.slice(0, 28).replace(/\s+\S*$/, "")}…`;
}
