/** Rows one after the other, with one key a decision. */
import "./review.css";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useAsk, type Budget, type Queue, type RankingView } from "../../api";
import { announce } from "../../app/announcer";
import { isTyping } from "../../app/shortcuts";
import { tell } from "../../app/status";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import type { Compared } from "../compare/useCompared";
import { filterOf, useView } from "../results/view";
import { DecideBar } from "./DecideBar";
import { ExampleDialog } from "./ExampleDialog";
import { FindBar } from "./FindBar";
import { deedOfKey, turnOfKey, useKeys, type ReviewDeed } from "./keys";
import { NoteDialog } from "./NoteDialog";
import { QueueHead } from "./QueueHead";
import { QueueList } from "./QueueList";
import { Reader } from "./Reader";
import { useDecisions } from "./useDecisions";
import { useQueue } from "./useQueue";
import { useFinding } from "./useFinding";
import { annotatorOf, queueOf, useReviewView } from "./view";

interface Props {
  ranking: RankingView;
  budget: Budget;
  compared: Compared;
}

export function ReviewPanel(props: Props) {
  const { queue: name, column, lowIsBetter } = useReviewView();
  const filter = filterOf(useView());
  const columns = useAsk("pool_columns", { search: null, conditions: [] }).data ?? [];
  const numbers = columns.filter((each) => each.values.kind === "numbers").map((each) => each.name);
  const others = props.compared.ready.slice(1).map((side) => side.ranking.ranking);
  const queue = queueOf(name, { others, column: column ?? numbers[0] ?? null, lowIsBetter, ...filter });
  const about = JSON.stringify([name, queue && "others" in queue ? null : queue, props.compared.ready.map((side) => side.ranking.query), props.budget]);
  const { held, renew } = useHeld(about, { queue, ranking: props.ranking });
  return (
    <div className="review">
      {held.queue
        ? <Reviewing {...props} ranking={held.ranking} queue={held.queue} numbers={numbers} onGone={renew} />
        : <><QueueHead numbers={numbers} /><EmptyState icon="info" title={say(`review.missing.${name === "quality" ? "quality" : "disagreements"}`)}>{say(`review.missing.${name === "quality" ? "quality" : "disagreements"}_words`)}</EmptyState></>}
    </div>
  );
}

interface Held { queue: Queue | null; ranking: RankingView }

/**
 * The queue as it was begun: a pin makes another ranking, and the rows under a person's hands must not move for that. It is
 * made anew for another question, when it is come to again, and when memory has let its ranking go.
 */
function useHeld(about: string, now: Held): { held: Held; renew: () => void } {
  const [kept, setKept] = useState({ about, held: now });
  const isSame = kept.about === about && (kept.held.queue === null) === (now.queue === null);
  const held = isSame ? kept.held : now;
  useEffect(() => {
    if (!isSame) setKept({ about, held: now });
    // Kept as it was when the question became another one.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isSame, about]);
  return { held, renew: () => { if (now.ranking.ranking !== held.ranking.ranking) setKept({ about, held: now }); } };
}

function Reviewing({ ranking, budget, queue, numbers, compared, onGone }: Props & { queue: Queue; numbers: string[]; onGone: () => void }) {
  const { blind, ...view } = useReviewView();
  const annotator = annotatorOf(view);
  const keys = useKeys();
  const rules = queue.queue === "conflicts";
  const at = useQueue(ranking.ranking, budget, queue, annotator, blind);
  const decisions = useDecisions(annotator, blind);
  const finding = useFinding(at.row?.review.row);
  const [trying, setTrying] = useState<"like" | "unlike" | null>(null);
  const [noting, setNoting] = useState(false);
  const [unfolded, setUnfolded] = useState<number | null>(null);
  const pane = useRef<HTMLDivElement>(null);
  const row = at.row;
  const gone = at.asked.failure?.code === "ranking_gone";
  useEffect(() => { if (gone) onGone(); }, [gone, onGone]);
  useFocus(pane, noting || trying !== null || finding.open, row?.review.row);

  const act = (deed: ReviewDeed) => {
    if (deed.do === "undo" || deed.do === "redo") return decisions.turn(deed.do, at.goToRow);
    if (deed.do === "step") return at.go(at.at + deed.by);
    if (!row) return;
    if (deed.do === "note") return setNoting(true);
    if (deed.do === "unfold") return setUnfolded((now) => (now === row.review.row ? null : row.review.row));
    if (deed.do === "example" || deed.do === "unlike") return setTrying(deed.do === "example" ? "like" : "unlike");
    if (deed.do === "find") return finding.begin();
    if (deed.do !== "decide") return;
    decisions.decide(row.review.row, deed.decision);
    if (deed.advance && !at.advance((other) => other === row.review.row || decisions.isOnItsWay(other))) tell(say("review.end"));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Dialogs are drawn elsewhere in the page, and their keys are not the row's.
    const isHere = event.target instanceof Node && pane.current?.contains(event.target);
    if (!isHere || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const deed = event.ctrlKey || event.metaKey ? turnOfKey(event.key, event.shiftKey) : row && deedOfKey(event, row.review, keys, rules);
    if (!deed) return;
    event.preventDefault();
    act(deed);
  };
  useAnnounceRow(at.at, at.total);
  return (
    <div ref={pane} className="review-pane" tabIndex={-1} data-takes-keys onKeyDown={onKeyDown} role="group" aria-label={say("review.title")}>
      <QueueHead numbers={numbers} at={at} decisions={decisions} audit={{ ranking: ranking.ranking, budget }} onTurn={(which) => act({ do: which })} annotator={annotator} />
      {at.asked.failure && at.asked.failure.code !== "ranking_gone" ? <ErrorState failure={at.asked.failure} onRetry={at.asked.again} />
        : !at.asked.data ? <div className="table-waiting"><Skeleton lines={8} /></div>
        : at.total === 0 ? <EmptyState icon="check" title={say(rules ? "review.no_conflicts" : "review.empty")}>{say(rules ? "review.no_conflicts_words" : "review.empty_words")}</EmptyState>
        : (
          <div className="review-middle">
            <QueueList at={at} compared={compared} />
            <section className="review-reading" aria-label={say("review.row_at_hand")}>
              {finding.open && row ? <FindBar finding={finding} onDone={() => { finding.end(); pane.current?.focus({ preventScroll: true }); }} /> : null}
              {row ? <Reader key={row.review.row} row={row} finding={finding} unfolded={unfolded === row.review.row} onUnfold={() => act({ do: "unfold" })} /> : <Skeleton lines={6} />}
              {row ? <DecideBar row={row} rules={rules} onDeed={act} /> : null}
            </section>
          </div>
        )}
      {trying && row ? <ExampleDialog ranking={ranking} budget={budget} row={row} unwanted={trying === "unlike"} onClose={() => setTrying(null)} /> : null}
      {noting && row ? <NoteDialog row={row} onClose={() => setNoting(false)} onDecide={(decision) => decisions.decide(row.review.row, decision)} /> : null}
    </div>
  );
}

/** Keys work at once, and on when a text with the focus gives way to the next. Not while somebody writes or walks along the tabs. */
function useFocus(pane: { current: HTMLElement | null }, elsewhere: boolean, row: number | undefined): void {
  useEffect(() => {
    const now = document.activeElement;
    const isWalking = now instanceof HTMLElement && now.role === "tab" && now.matches(":focus-visible");
    if (row !== undefined && !elsewhere && !isTyping(now) && !isWalking) pane.current?.focus({ preventScroll: true });
  }, [pane, elsewhere, row]);
}

/** Says where one is; the text itself is read by moving into it. */
function useAnnounceRow(at: number, total: number): void {
  useEffect(() => { if (total > 0) announce(say("review.at", { at: at + 1, total })); }, [at, total]);
}
