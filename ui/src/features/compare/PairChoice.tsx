/** Which two, where only two can be held against each other and more are there. */
import { Select } from "../../components/Field";
import { say } from "../../texts/say";
import type { Side } from "./useCompared";
import { look } from "./view";

export function PairChoice({ sides, pair }: { sides: readonly Side[]; pair: readonly [number, number] }) {
  if (sides.length < 3) return null;
  const pairs = sides.flatMap((_, b) => sides.slice(0, b).map((__, a) => [a, b] as const));
  return (
    <Select className="pair-choice" label={say("compare.pair")} hideLabel value={pair.join()} onChange={(value) => look({ pair: value.split(",").map(Number) as [number, number] })}
      options={pairs.map(([a, b]) => ({ value: `${a},${b}`, label: say("compare.and", { words: sides[a]!.name, name: sides[b]!.name }) }))} />
  );
}
