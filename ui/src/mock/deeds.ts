/** What was deleted or changed and can be taken back, imitated: each deed keeps how its change is undone. */
import type { AnswerOf, DeedView, Op, WithOf } from "../api";
import { fresh, world } from "./world";

type Part<O extends Op> = { [P in O]: (wanted: WithOf<P>) => AnswerOf<P> };

const known: { deed: DeedView; back: () => void }[] = [];

/** Writes a deed down. */
export function noted(kind: DeedView["kind"], goal: number | null, name: string, count: number, back: () => void): DeedView {
  const deed: DeedView = { deed: fresh(), made_ms: Date.now(), kind, goal, name, count, taken_back: false };
  known.unshift({ deed, back });
  world.tell({ event: "changed", value: ["deeds"] });
  return deed;
}

export const deeds: Part<"deeds" | "take_back"> = {
  deeds: () => known.map(({ deed }) => ({ ...deed })),
  take_back: (wanted) => {
    const one = known.find(({ deed }) => deed.deed === wanted.deed);
    if (!one) throw { code: "no_such_thing", arguments: { what: "deed", id: wanted.deed } };
    if (!one.deed.taken_back) one.back();
    one.deed.taken_back = true;
    world.tell({ event: "changed", value: ["goals", "runs", "studies", "deeds"] });
    return { ...one.deed };
  },
};
