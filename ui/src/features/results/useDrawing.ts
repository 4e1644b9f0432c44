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

/** First and last layer. */
export type Range = readonly [number, number];

/** Neurons of some layers alone. */
export function within<P extends { layers: { layer: number }[] }>(picture: P, first: number, last: number): P {
  const isIn = (layer: { layer: number }) => layer.layer >= first && layer.layer <= last;
  return picture.layers.every(isIn) ? picture : { ...picture, layers: picture.layers.filter(isIn) };
}

const NO_SIDE = { side: "row", row: -1 } as const;

/** `layers` leaves the picture those between the two; what is counted over all layers stays so. */
export function useDrawing(ranking: RankingView, row: number, sides: Sides | null, layers: Range | null = null): Drawn {
  const two = sides?.pair ?? null;
  const askedStrip = useAsk("neuron_strip", { ranking: ranking.ranking, row }, { enabled: two === null, keep: true });
  const askedPair = useAsk("neuron_pair", { ranking: ranking.ranking, upper: two?.upper ?? NO_SIDE, lower: two?.lower ?? NO_SIDE }, { enabled: two !== null, keep: true });
  const [first, last] = layers ?? [0, Infinity];
  const strip = useMemo(() => askedStrip.data && within(askedStrip.data, first, last), [askedStrip.data, first, last]);
  const pair = useMemo(() => askedPair.data && within(askedPair.data, first, last), [askedPair.data, first, last]);
  const names = two?.names;
  const [upper, lower] = [names?.[0] ?? "", names?.[1] ?? ""];
  const drawing = useMemo(
    () => (two ? (pair ? drawPair(pair, [upper, lower]) : null) : strip ? drawStrip(strip) : null),
    // The sides themselves are new on each drawing; their names and the answer say when the picture changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [two === null, strip, pair, upper, lower],
  );
  const asked = two ? askedPair : askedStrip;
  return { drawing, strip: two ? null : (strip ?? null), pair: two ? (pair ?? null) : null, failure: asked.failure, again: asked.again };
}
