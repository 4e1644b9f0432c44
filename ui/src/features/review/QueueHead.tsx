/** Above the rows: which queue, how far it is, what was saved, and the way back. */
import { useState } from "react";
import { useAsk, type Budget, type Interval, type ReviewProgress } from "../../api";
import { Button } from "../../components/Button";
import { Select } from "../../components/Field";
import { Menu } from "../../components/Menu";
import { Progress } from "../../components/Progress";
import { Tag } from "../../components/Tag";
import { roughly } from "../../texts/format";
import { say } from "../../texts/say";
import { AgreementDialog } from "./AgreementDialog";
import { ApplyDialog } from "./ApplyDialog";
import { HistoryDialog } from "./HistoryDialog";
import { KeysDialog } from "./KeysDialog";
import { chooseCopy } from "./merging";
import { PeopleDialog } from "./PeopleDialog";
import type { Decisions } from "./useDecisions";
import type { QueueAtHand } from "./useQueue";
import { annotatorOf, AUDIT, QUEUES, review, useReviewView, type QueueName } from "./view";

interface Props {
  /** Columns of numbers. */
  numbers: string[];
  at?: QueueAtHand;
  decisions?: Decisions;
  /** Whose precision is told. */
  audit?: { ranking: number; budget: Budget };
  annotator?: string;
  onTurn?: (which: "undo" | "redo") => void;
}

export function QueueHead({ numbers, at, decisions, audit, annotator, onTurn }: Props) {
  const { queue, column, lowIsBetter, blind, ...view } = useReviewView();
  const [open, setOpen] = useState<"apply" | "history" | "people" | "agreement" | "keys" | null>(null);
  const page = at?.asked.data;
  return (
    <header className="review-head">
      <div className="review-tools">
        <Select className="review-queue" label={say("review.queue")} hideLabel value={queue} onChange={(to) => review({ queue: to as QueueName })}
          options={QUEUES.map((each) => ({ value: each, label: say(`review.queue.${each}`) }))} />
        {queue === "quality" && numbers.length > 0 ? (
          <>
            <Select label={say("review.column")} hideLabel value={column ?? numbers[0] ?? ""} onChange={(to) => review({ column: to })} options={numbers.map((each) => ({ value: each, label: each }))} />
            <Select label={say("review.worst")} hideLabel value={lowIsBetter ? "high" : "low"} onChange={(to) => review({ lowIsBetter: to === "high" })}
              options={[{ value: "low", label: say("review.worst.low") }, { value: "high", label: say("review.worst.high") }]} />
          </>
        ) : null}
        <Button look="quiet" className="review-name" aria-label={`${say("review.people_button", { name: annotatorOf(view) })}${blind ? ` ${say("review.blind_tag")}` : ""}`} onClick={() => setOpen("people")}><span>{say("review.as", { name: annotatorOf(view) })}</span>{" "}{blind ? <Tag icon="lock">{say("review.blind_tag")}</Tag> : null}</Button>
        <span className="toolbar-gap" />
        {decisions ? <Saved decisions={decisions} /> : null}
        {at && onTurn ? (
          <>
            <Button look="quiet" keys="Mod Z" disabled={!page?.can_undo} onClick={() => onTurn("undo")}>{say("action.undo")}</Button>
            <Button look="quiet" keys="Mod Shift Z" disabled={!page?.can_redo} onClick={() => onTurn("redo")}>{say("review.redo")}</Button>
            <Menu look="quiet" label={say("review.more")} icon="more" bare entries={[
              { id: "apply", label: say("review.apply"), hint: say("review.apply_hint"), disabled: at.total === 0, onAction: () => setOpen("apply") },
              { id: "history", label: say("review.history"), onAction: () => setOpen("history") },
              "line",
              { id: "people", label: say("review.people"), onAction: () => setOpen("people") },
              { id: "agreement", label: say("review.agreement"), hint: say(blind ? "review.agreement_blind" : "review.agreement_hint"), disabled: blind, onAction: () => setOpen("agreement") },
              { id: "merge", label: say("review.merge"), hint: say("review.merge_hint"), onAction: chooseCopy },
              "line",
              { id: "keys", label: say("review.keys"), onAction: () => setOpen("keys") },
            ]} />
          </>
        ) : null}
      </div>
      {at?.progress.data && audit && annotator ? <Standing progress={at.progress.data} audit={audit} annotator={annotator} rules={at.query.queue.queue === "conflicts"} /> : null}
      {open === "apply" && at && decisions && annotator ? <ApplyDialog query={at.query} annotator={annotator} onDone={(decided) => { decisions.take(decided); setOpen(null); }} onClose={() => setOpen(null)} /> : null}
      {open === "people" ? <PeopleDialog onClose={() => setOpen(null)} onAgreement={() => setOpen("agreement")} /> : null}
      {open === "agreement" ? <AgreementDialog onClose={() => setOpen(null)} onConflicts={() => { review({ queue: "conflicts" }); setOpen(null); }} /> : null}
      {open === "keys" ? <KeysDialog onClose={() => setOpen(null)} /> : null}
      {open === "history" ? <HistoryDialog only={blind ? annotatorOf(view) : null} onClose={() => setOpen(null)} /> : null}
    </header>
  );
}

/** Nothing is called saved before it is on the disk. */
function Saved({ decisions: { waiting, saved } }: { decisions: Decisions }) {
  return <span className="review-saved" role="status">{waiting > 0 ? say("review.saving") : saved ? say("review.saved") : ""}</span>;
}

function Standing({ progress, audit, annotator, rules }: { progress: ReviewProgress; audit: { ranking: number; budget: Budget }; annotator: string; rules: boolean }) {
  const { total, done, keep, drop, unsure } = progress;
  return (
    <div className="review-standing">
      <Progress label={say("review.progress")} value={total === 0 ? 0 : done / total} />
      <p className="review-words">
        <strong className="num">{say("review.done", { done, total })}</strong>
        <span>{say("review.split", { keep, drop, unsure })}</span>
        <span>{rules && progress.done === progress.total ? say("review.all_ruled") : leftWords(progress)}</span>
        {rules ? null : <Precision {...audit} annotator={annotator} />}
      </p>
    </div>
  );
}

function leftWords({ total, done, seconds_a_row }: ReviewProgress): string {
  const left = total - done;
  if (left === 0) return say("review.all_done");
  return seconds_a_row === null ? say("review.left", { left }) : say("review.left_pace", { left, seconds: Math.max(1, Math.round(seconds_a_row * 10)) / 10, time: roughly(left * seconds_a_row) });
}

/** What the rows drawn by chance say, whichever queue is open. */
function Precision({ ranking, budget, annotator }: { ranking: number; budget: Budget; annotator: string }) {
  const outcome = useAsk("review_progress", { ranking, budget, queue: AUDIT, annotator, offset: 0, limit: 0 }, { keep: true }).data?.audit;
  if (!outcome) return <span className="ink-3">{say("review.precision_unknown")}</span>;
  const { precision, after_ten, judged } = outcome;
  const words = { value: precision.value, low: precision.low ?? 0, high: precision.high ?? 1, judged };
  return (
    <span className="precision">
      <span>{say("review.precision", words)}{after_ten ? ` ${say("review.tightened", { before: width(after_ten), now: width(precision) })}` : ""}</span>
      <PrecisionBar before={after_ten} now={precision} />
    </span>
  );
}

/** The range after ten rows behind the range of now, on a line from none to all. Decorative: the numbers stand beside it. */
function PrecisionBar({ before, now }: { before: Interval | null; now: Interval }) {
  const span = ({ low, high }: Interval) => ({ insetInlineStart: `${(low ?? 0) * 100}%`, inlineSize: `${((high ?? 1) - (low ?? 0)) * 100}%` });
  return (
    <span className="precision-bar" aria-hidden="true">
      {before ? <i className="precision-before" style={span(before)} /> : null}
      <i className="precision-now" style={span(now)} />
      <i className="precision-value" style={{ insetInlineStart: `${now.value * 100}%` }} />
    </span>
  );
}

/** How wide an interval is, in points of a hundred. */
const width = (interval: Interval): number => Math.round(((interval.high ?? 1) - (interval.low ?? 0)) * 100);
