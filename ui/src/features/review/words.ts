/** Decisions in words. */
import type { Decision, QueueRow } from "../../api";
import { say } from "../../texts/say";

/** "Keep", "Label 3", "Always keep". */
export function decisionWords(decision: Decision): string {
  if (decision.what === "verdict") return decision.verdict ? say(`review.verdict.${decision.verdict}`) : say("review.words.no_verdict");
  if (decision.what === "label") return decision.label === null ? say("review.words.no_label") : say("review.words.label", { label: decision.label });
  if (decision.what === "note") return say(decision.note === "" ? "review.words.no_note" : "review.words.note");
  if (decision.what === "tag") return say(decision.on ? "review.words.tag" : "review.words.no_tag", { tag: decision.tag });
  if (decision.what === "ruling") return decision.verdict ? say("review.words.ruling", { what: say(`review.verdict.${decision.verdict}`) }) : say("review.words.no_ruling");
  return decision.pin ? say(`review.pin.${decision.pin}`) : say("review.words.no_pin");
}

/** Where a row stands; that it is hidden, where somebody decides blind. */
export function rankWords({ rank, kept }: QueueRow): string {
  if (kept === null) return say("review.rank_hidden");
  return rank === null ? say("review.unranked") : say(kept ? "review.rank_kept" : "review.rank_below", { rank });
}
