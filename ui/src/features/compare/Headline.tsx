/** What the compared keep in common, said first, then drawn. */
import type { Comparison } from "../../api";
import { OverlapBar } from "../../charts/OverlapBar";
import { UpSet } from "../../charts/UpSet";
import { Mark } from "../../components/Mark";
import { share } from "../../texts/format";
import { say } from "../../texts/say";
import { inCommon, type Side } from "./useCompared";

interface Props {
  comparison: Comparison;
  sides: readonly Side[];
  /** Rows that are ranked, to say what chance would do. */
  ranked: number;
}

export function Headline({ comparison, sides, ranked }: Props) {
  const { all, kept } = inCommon(comparison);
  const chance = kept * (kept / Math.max(1, ranked)) ** (sides.length - 1);
  const values = { all, kept, share: all / Math.max(1, kept), rankings: sides.length };
  return (
    <section className="headline" aria-label={say("compare.overlap")}>
      <p className="headline-words">
        <strong>{sides.length === 2 ? say("compare.both", values) : say("compare.all", values)}</strong>{" "}
        <span className="quiet">{say(chance < 0.5 ? "compare.chance_none" : "compare.chance", { rankings: sides.length, rows: Math.round(chance), share: chance / Math.max(1, kept) })}</span>
      </p>
      {sides.length === 2 ? <Two comparison={comparison} sides={sides} both={all} /> : null}
    </section>
  );
}

function Two({ comparison, sides, both }: { comparison: Comparison; sides: readonly Side[]; both: number }) {
  const [a = 0, b = 0] = comparison.sides.map((side) => side.alone);
  return (
    <>
      <OverlapBar parts={[{ size: a, place: 0 }, { size: both, place: null }, { size: b, place: 1 }]} />
      <p className="headline-legend num">
        <span><Mark place={0} /> {say("compare.only", { name: sides[0]!.name })} <b>{say("compare.count", { rows: a })}</b></span>
        <span>{say("compare.both_keep")} <b>{say("compare.count", { rows: both })}</b></span>
        <span><Mark place={1} /> {say("compare.only", { name: sides[1]!.name })} <b>{say("compare.count", { rows: b })}</b></span>
      </p>
    </>
  );
}

/** Every combination that occurs, in words: "312 rows kept by both". */
export function Combinations({ comparison, sides }: Pick<Props, "comparison" | "sides">) {
  const parts = comparison.overlap.map((part) => {
    const names = sides.filter((_, place) => part.kept_by[place]).map((side) => side.name);
    const words = names.length === sides.length ? say(sides.length === 2 ? "compare.kept_by_both" : "compare.kept_by_all") : names.length === 1 ? say("compare.kept_by_one", { name: names[0]! }) : joined(names);
    return { isIn: part.kept_by, words, size: part.documents, written: say("compare.rows", { rows: part.documents }) };
  });
  return (
    <UpSet caption={say("compare.overlap")} heads={{ who: say("compare.upset.who"), words: say("compare.upset.words"), size: say("compare.upset.rows") }}
      sets={sides.length} parts={parts} mark={(place) => <Mark place={place} />} />
  );
}

/** "A and B", "A, B and C". */
export function joined(names: readonly string[]): string {
  return names.reduce((words, name, at) => (at === 0 ? name : say(at === names.length - 1 ? "compare.and" : "compare.comma", { words, name })), "");
}

/** A share with its interval: "41% (38–44)". */
export function withInterval({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  return low === null || high === null ? share(value) : say("compare.interval", { value: share(value), low: whole(low), high: whole(high) });
}

const whole = (value: number) => String(Math.round(value * 100));
