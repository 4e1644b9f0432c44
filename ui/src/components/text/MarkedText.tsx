/** A text whose pieces are underlined by weight: three steps of thickness, so that no colour has to be told apart. */
import { say } from "../../texts/say";
import { cx } from "../cx";
import { VisibleText } from "./DocumentText";
import { looksLikeCode } from "./visible";

/** A piece of a text; step 0 is not underlined. */
export interface MarkedPiece {
  text: string;
  step: number;
  /** Said when the pointer rests on it. */
  hint?: string;
}

export function MarkedText({ pieces, rest }: { pieces: readonly MarkedPiece[]; rest: string }) {
  const whole = pieces.map((piece) => piece.text).join("") + rest;
  return (
    <div dir="auto" className={cx("document-text", looksLikeCode(whole) && "document-code")}>
      <MarkedPieces pieces={pieces} />
      {rest === "" ? null : <span className="unread"><VisibleText text={rest} /></span>}
    </div>
  );
}

/** Pieces in a line of something else. */
export function MarkedPieces({ pieces }: { pieces: readonly MarkedPiece[] }) {
  return pieces.map((piece, at) => piece.step === 0
    ? <VisibleText key={at} text={piece.text} />
    : <span key={at} className={`weight weight-${piece.step}`} title={piece.hint}><VisibleText text={piece.text} /></span>);
}

/** What the steps mean. */
export function WeightLegend({ label, steps }: { label: string; steps: readonly string[] }) {
  return (
    <ul className="weight-legend" aria-label={label}>
      {steps.map((words, at) => <li key={words}><span className={`weight weight-${at + 1}`} aria-hidden="true">{say("text.weight_sample")}</span>{words}</li>)}
    </ul>
  );
}
