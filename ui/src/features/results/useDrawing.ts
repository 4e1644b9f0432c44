/** The picture of neurons that the view and the card beside it share. */
import { useMemo } from "react";
import { useAsk, type Failure, type NeuronPair, type NeuronStrip, type RankingView } from "../../api";
import { drawPair, drawStrip, type Drawing } from "./drawing";
import type { Sides } from "./sides";

/** A picture, with what it was drawn from; the one before stays until a new one is here. */
export interface Drawn {
  drawing: Drawing | null;
  strip: NeuronStrip | null;
  pair: NeuronPair | null;
  failure: Failure | null;
  again: () => void;
}

const NO_SIDE = { side: "row", row: -1 } as const;

export function useDrawing(ranking: RankingView, row: number, sides: Sides | null): Drawn {
  const two = sides?.pair ?? null;
  const strip = useAsk("neuron_strip", { ranking: ranking.ranking, row }, { enabled: two === null, keep: true });
  const pair = useAsk("neuron_pair", { ranking: ranking.ranking, upper: two?.upper ?? NO_SIDE, lower: two?.lower ?? NO_SIDE }, { enabled: two !== null, keep: true });
  const names = two?.names;
  const [upper, lower] = [names?.[0] ?? "", names?.[1] ?? ""];
  const drawing = useMemo(
    () => (two ? (pair.data ? drawPair(pair.data, [upper, lower]) : null) : strip.data ? drawStrip(strip.data) : null),
    // The sides themselves are new on each drawing; their names and the answer say when the picture changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [two === null, strip.data, pair.data, upper, lower],
  );
  const asked = two ? pair : strip;
  return { drawing, strip: two ? null : (strip.data ?? null), pair: two ? (pair.data ?? null) : null, failure: asked.failure, again: asked.again };
}
