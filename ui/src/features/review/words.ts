/** Decisions in words. */
import type { Decision } from "../../api";
import { say } from "../../texts/say";

/** "Keep", "Label 3", "Always keep". */
export function decisionWords(decision: Decision): string {
  if (decision.what === "verdict") return decision.verdict ? say(`review.verdict.${decision.verdict}`) : say("review.words.no_verdict");
  if (decision.what === "label") return decision.label === null ? say("review.words.no_label") : say("review.words.label", { label: decision.label });
  if (decision.what === "note") return say(decision.note === "" ? "review.words.no_note" : "review.words.note");
  if (decision.what === "tag") return say(decision.on ? "review.words.tag" : "review.words.no_tag", { tag: decision.tag });
  return decision.pin ? say(`review.pin.${decision.pin}`) : say("review.words.no_pin");
}
