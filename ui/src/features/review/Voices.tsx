/** What others say of the row, what they say together, and who ruled. Empty where somebody decides blind. */
import type { QueueRow } from "../../api";
import { say } from "../../texts/say";

export function Voices({ row: { said, review } }: { row: QueueRow }) {
  if (said.length === 0 && review.ruling === null) return null;
  const differ = new Set([...said, review].flatMap((one) => (one.verdict ? [one.verdict] : []))).size > 1;
  return (
    <ul className="review-voices" aria-label={say("review.voices")}>
      {said.map((one, at) => (
        <li key={one.annotator ?? at}>
          <span className="ink-2" dir="auto">{one.annotator ?? say("review.voice_hidden")}</span>
          {one.verdict ? <strong>{say(`review.verdict.${one.verdict}`)}</strong> : null}
          {one.label === null ? null : <span>{say("review.words.label", { label: one.label })}</span>}
          {one.note === "" ? null : <q dir="auto">{one.note}</q>}
        </li>
      ))}
      {review.ruling ? <li className="review-ruled"><span>{review.ruled_by === null ? say("review.ruled") : say("review.ruled_by", { name: review.ruled_by })}</span><strong>{say(`review.verdict.${review.ruling}`)}</strong></li>
        : differ ? <li className="ink-2">{say("review.differ")}</li> : null}
    </ul>
  );
}
