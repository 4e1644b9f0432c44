/** What brief trainings say: the losses of a card in order, and in words whether they differ by more than chance. Pure. */
import type { EvidenceCard, EvidenceColumn, Interval } from "../../api";
import { say } from "../../texts/say";
import { written } from "./evidence";

/** A training's loss and what it was trained on. */
export type Loss =
  | { of: "ranking"; place: number; loss: Interval }
  | { of: "random"; loss: Interval }
  | { of: "tenth"; tenth: number; loss: Interval };

const TENTH = /^decile_(\d+)$/;

const rowOf = (card: EvidenceCard, measure: string) => card.rows.find((row) => row.measure === measure);

/** The number of a measure that is the same for all columns; null where there is none. */
export const single = (card: EvidenceCard, measure: string): number | null => rowOf(card, measure)?.values.find((value) => value !== null)?.value ?? null;

/** The losses after training: of each choice and of random picks, or of each tenth of the ranking. */
export function lossesOf(card: EvidenceCard): Loss[] {
  const tenths = card.rows.flatMap((row): Loss[] => {
    const tenth = TENTH.exec(row.measure)?.[1];
    const loss = row.values[0];
    return tenth && loss ? [{ of: "tenth", tenth: Number(tenth), loss }] : [];
  });
  if (tenths.length > 0) return tenths;
  return card.columns.flatMap((column: EvidenceColumn, at): Loss[] => {
    const loss = rowOf(card, "held_out_loss")?.values[at];
    if (!loss) return [];
    if (column.of === "ranking") return [{ of: "ranking", place: column.place, loss }];
    return column.of === "random" ? [{ of: "random", loss }] : [];
  });
}

/** What the lines of all losses span, with a little room at both ends. */
export function domainOf(losses: readonly Loss[]): readonly [number, number] {
  const ends = losses.flatMap(({ loss }) => [loss.value, loss.low ?? loss.value, loss.high ?? loss.value]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = Math.max((most - least) * 0.08, 1e-6);
  return [least - room, most + room];
}

/** Sentences on each choice against random picks; on the tenths, whether loss follows the ranking. */
export function verdicts(card: EvidenceCard, names: readonly string[]): string[] {
  const losses = lossesOf(card);
  if (card.kind === "deciles") return [followsRank(names[0] ?? "", single(card, "loss_follows_rank"), single(card, "pairs_follow_rank"))];
  const random = losses.find((one) => one.of === "random")?.loss;
  if (!random) return [];
  return losses.flatMap((one) => (one.of === "ranking" ? [against(random, one.loss, names[one.place] ?? "")] : []));
}

/** Apart where neither spread reaches into the other. */
function against(random: Interval, loss: Interval, name: string): string {
  const by = written(Math.abs(random.value - loss.value), "nats");
  const [low, high] = [loss.low ?? loss.value, loss.high ?? loss.value];
  if (high < (random.low ?? random.value)) return say("evidence.trained.better", { name, by });
  if (low > (random.high ?? random.value)) return say("evidence.trained.worse", { name, by });
  return say("evidence.trained.unclear", { name, by });
}

/** A rank correlation of ten that chance passes upwards in one of twenty rankings (exact table of Spearman's rho). */
const CLEAR = 0.564;

function followsRank(name: string, rho: number | null, tau: number | null): string {
  if (rho === null || tau === null) return say("evidence.trained.no_order", { name });
  const key = rho >= CLEAR ? "evidence.trained.follows" : rho <= -CLEAR ? "evidence.trained.reversed" : "evidence.trained.follows_not";
  return say(key, { name, rho: written(rho, "number"), tau: written(tau, "number") });
}
