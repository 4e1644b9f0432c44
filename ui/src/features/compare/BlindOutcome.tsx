/** What came out of a blind round, in words with an honest interval; only now are the methods named. */
import type { BlindOutcome as Outcome, BlindRound } from "../../api";
import { IntervalPlot } from "../../charts/IntervalPlot";
import { Button } from "../../components/Button";
import { Mark } from "../../components/Mark";
import { say } from "../../texts/say";
import { withInterval } from "./Headline";
import { nameById, type Compared } from "./useCompared";

interface Props {
  round: BlindRound;
  methods: Compared["methods"];
  onAnother: () => void;
  onBack: () => void;
  /** Back to the last pair. */
  onAgain: () => void;
}

export function BlindOutcome({ round, methods, onAnother, onBack, onAgain }: Props) {
  const { outcome } = round;
  const skipped = round.pairs.filter((pair) => pair.verdict === null).length;
  return (
    <section className="outcome">
      <p className="quiet">{say("blind.outcome")}</p>
      {outcome ? <Told outcome={outcome} methods={methods} /> : <h2 className="outcome-words">{say("blind.unfinished", { pairs: skipped })}</h2>}
      <div className="empty-actions">
        <Button look="solid" onClick={onBack}>{say("blind.back")}</Button>
        {outcome ? <Button onClick={onAnother}>{say("blind.another")}</Button> : null}
        <Button look="quiet" onClick={onAgain}>{say("blind.previous")}</Button>
      </div>
    </section>
  );
}

function Told({ outcome, methods }: { outcome: Outcome; methods: Compared["methods"] }) {
  const decided = outcome.wins_a + outcome.wins_b;
  const names = [nameById(methods, outcome.a.method), nameById(methods, outcome.b.method)] as const;
  return (
    <>
      <h2 className="outcome-words">{outcomeWords(outcome, names)}</h2>
      {decided === 0 ? null : (
        <div className="outcome-picture">
          <span className="pair-name"><Mark place={1} /> {names[1]}</span>
          <IntervalPlot {...outcome.win_rate} typical={0.5} most={1} mark={<Mark place={0} />} />
          <span className="pair-name"><Mark place={0} /> {names[0]}</span>
        </div>
      )}
      <dl className="outcome-counts">
        <div><dt><Mark place={0} /> {names[0]}</dt><dd className="num">{say("blind.won", { pairs: outcome.wins_a })}</dd></div>
        <div><dt><Mark place={1} /> {names[1]}</dt><dd className="num">{say("blind.won", { pairs: outcome.wins_b })}</dd></div>
        <div><dt>{say("blind.neither")}</dt><dd className="num">{say("blind.pairs", { pairs: outcome.neither })}</dd></div>
      </dl>
      <p className="compare-note">{say("blind.caveat")}</p>
    </>
  );
}

/** "Word match won 11 of 16 decided pairs, 69% (43–87): too close to call." The winner is named, whichever it is. */
export function outcomeWords(outcome: Outcome, names: readonly [string, string]): string {
  const { wins_a, wins_b, win_rate, decided } = outcome;
  const pairs = wins_a + wins_b;
  if (pairs === 0) return say("blind.words.none");
  const isA = wins_a >= wins_b;
  const other = (value: number | null) => (value === null ? null : 1 - value);
  const rate = isA ? win_rate : { value: 1 - win_rate.value, low: other(win_rate.high), high: other(win_rate.low) };
  return say(decided ? "blind.words.decided" : "blind.words.close", { name: isA ? names[0] : names[1], wins: Math.max(wins_a, wins_b), pairs, rate: withInterval(rate) });
}
