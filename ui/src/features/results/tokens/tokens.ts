/** Words about tokens: what underlines mean by each way of taking a score apart. */
import type { MarkedText, TextPiece, TokenKind, Tokens, TokensBy } from "../../../api";
import type { MarkedPiece } from "../../../components/text/MarkedText";
import { number, share } from "../../../texts/format";
import { say } from "../../../texts/say";

/** Ways that mark the text. */
export type Marking = Exclude<TokensBy, "nearest">;

/** A value as it is said. */
export const valueText = (text: Pick<MarkedText, "nats">, value: number): string =>
  text.nats ? say("tokens.nats", { nats: number(value) }) : share(value);

/** The pieces as they are drawn. */
export const drawn = (text: MarkedText): MarkedPiece[] =>
  text.pieces.map((piece: TextPiece) => (piece.step === 0 ? { text: piece.text, step: 0 } : { text: piece.text, step: piece.step, hint: valueText(text, piece.value) }));

/** What the three steps mean. */
export function legend(by: Marking, text: MarkedText): string[] {
  if (by === "loss") return text.steps.map((least) => say("tokens.step.loss", { chance: Math.round(Math.exp(least)) }));
  if (by === "entropy") return text.steps.map((least) => say("tokens.step.entropy", { words: Math.round(Math.exp(least)) }));
  return text.steps.map((least) => say("tokens.step.share", { share: share(least) }));
}

/** The kind that is shown. */
export const shownKind = (tokens: Tokens): TokenKind | null => tokens.kinds[tokens.shown] ?? null;

/** What was looked at, in a line. */
export function readSoFar(text: MarkedText): string {
  if (text.whole === 0) return say("tokens.words_counted");
  const read = say(text.tokens < text.whole ? "tokens.read_start" : "tokens.read_whole", { tokens: text.tokens, whole: text.whole });
  return text.nats || text.tokens === 0 ? read : `${read} ${say("tokens.even", { share: 1 / text.tokens })}`;
}

/** Characters before the strongest piece of an extract, and after it. */
const BEFORE = 24;
const AFTER = 120;

/** The text around its strongest piece, in one line. */
export function extract(text: MarkedText): MarkedPiece[] {
  const pieces = drawn(text).map((piece) => ({ ...piece, text: piece.text.replace(/\s+/g, " ") }));
  const values = text.pieces.map((piece) => piece.value);
  const strongest = values.indexOf(Math.max(...values, 0));
  const before = pieces.slice(0, strongest).map((piece) => piece.text).join("");
  const start = before.length > BEFORE ? `…${[...before].slice(-BEFORE).join("").replace(/^\S*\s/, "")}` : before;
  let room = AFTER;
  const after = pieces.slice(Math.max(strongest, 0)).filter((piece) => (room -= piece.text.length) > -piece.text.length);
  return [{ text: start, step: 0 }, ...after];
}
