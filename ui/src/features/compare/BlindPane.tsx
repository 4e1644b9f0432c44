/** Twenty pairs judged without knowing which method took which; the names are told at the end. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { keyOf, useAsk, useCache, useDo, type BlindPair, type BlindRound, type BlindVerdict } from "../../api";
import { announce } from "../../app/announcer";
import { report } from "../../app/status";
import { Button } from "../../components/Button";
import { cx } from "../../components/cx";
import { KeyCap } from "../../components/KeyCap";
import { Progress } from "../../components/Progress";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { DocumentText } from "../../components/text/DocumentText";
import { say } from "../../texts/say";
import { BlindOutcome } from "./BlindOutcome";
import type { Compared } from "./useCompared";
import { look } from "./view";

const VERDICTS: readonly BlindVerdict[] = ["left", "neither", "right"];

export function BlindPane({ round, methods, onAnother }: { round: number; methods: Compared["methods"]; onAnother: () => void }) {
  const asked = useAsk("blind_round", { round }, { keep: true });
  if (asked.failure && !asked.data) return <ErrorState failure={asked.failure} onRetry={asked.again} />;
  if (!asked.data || asked.data.round !== round) return <div className="table-waiting"><Skeleton lines={8} /></div>;
  if (asked.data.pairs.length === 0) return <EmptyState icon="check" title={say("blind.none")} action={<Button onClick={leave}>{say("blind.back")}</Button>}>{say("blind.none_words")}</EmptyState>;
  return <Judging key={round} round={asked.data} methods={methods} onAnother={onAnother} />;
}

const leave = () => look({ judging: false });

function Judging({ round, methods, onAnother }: { round: BlindRound; methods: Compared["methods"]; onAnother: () => void }) {
  const first = round.pairs.findIndex((pair) => pair.verdict === null);
  const [at, setAt] = useState(first < 0 ? round.pairs.length : first);
  const { judge, busy } = useJudge(round, at, setAt);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus({ preventScroll: true }), [at]);
  const pair = round.pairs[at];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const verdict = VERDICTS[Number(event.key) - 1];
    if (event.key === "Escape") leave();
    else if (event.key === "Backspace" && at > 0) setAt(at - 1);
    else if (verdict && pair && !busy) judge(verdict);
    else return;
    event.preventDefault();
  };
  return (
    <div ref={pane} className="blind" tabIndex={-1} onKeyDown={onKeyDown} role="group" aria-label={say("blind.title")}>
      {pair ? (
        <>
          <header className="blind-head">
            <div>
              <h2 className="blind-question">{say("blind.question", { goal: round.goal })}</h2>
              <p className="quiet">{say("blind.hidden")}</p>
            </div>
            <div className="blind-progress">
              <span className="num">{say("blind.at", { at: at + 1, pairs: round.pairs.length })}</span>
              <Progress label={say("blind.progress")} value={round.pairs.filter((each) => each.verdict !== null).length / round.pairs.length} />
            </div>
          </header>
          <Texts pair={pair} />
          <footer className="blind-foot">
            {VERDICTS.map((verdict, index) => (
              <button key={verdict} type="button" className={cx("verdict", pair.verdict === verdict && "verdict-chosen")} aria-pressed={pair.verdict === verdict} aria-keyshortcuts={String(index + 1)} onClick={() => { if (!busy) judge(verdict); }}>
                <span>{say(`blind.${verdict}`)}<small>{say(`blind.${verdict}_words`)}</small></span><KeyCap keys={String(index + 1)} />
              </button>
            ))}
          </footer>
          <p className="blind-keys">
            <Button look="quiet" icon="left" keys="Esc" onClick={leave}>{say("blind.leave")}</Button>
            <span className="toolbar-gap" />
            <Button look="quiet" keys="⌫" disabled={at === 0} onClick={() => setAt(at - 1)}>{say("blind.previous")}</Button>
          </p>
        </>
      ) : <BlindOutcome round={round} methods={methods} onAnother={onAnother} onBack={leave} onAgain={() => setAt(round.pairs.length - 1)} />}
    </div>
  );
}

function Texts({ pair }: { pair: BlindPair }) {
  return (
    <div className="blind-texts">
      <section className="blind-text" aria-label={say("blind.left_text")} tabIndex={0}><h3>{say("blind.left_text")}</h3><DocumentText text={pair.left_text} /></section>
      <section className="blind-text" aria-label={say("blind.right_text")} tabIndex={0}><h3>{say("blind.right_text")}</h3><DocumentText text={pair.right_text} /></section>
    </div>
  );
}

/** Judges the pair and goes on to the next; a failure keeps the pair where it is. */
function useJudge(round: BlindRound, at: number, setAt: (at: number) => void): { judge: (verdict: BlindVerdict) => void; busy: boolean } {
  const cache = useCache();
  const deed = useDo("judge_blind_pair");
  const judge = (verdict: BlindVerdict) => deed.mutate({ round: round.round, pair: at, verdict }, {
    onSuccess: (judged) => {
      cache.setQueryData(keyOf("blind_round", { round: round.round }), judged);
      announce(say("blind.judged", { verdict: say(`blind.${verdict}`), at: at + 1, pairs: judged.pairs.length }));
      setAt(at + 1);
    },
    onError: (failed) => report(failed),
  });
  return { judge, busy: deed.isPending };
}
