/** The rankings side by side: they scroll together, share the selected row, and one pinned row stays on top. */
import { Fragment, useCallback, useEffect, useRef, type UIEvent } from "react";
import type { Comparison, ProjectInfo } from "../../api";
import { useRowHeight } from "../../app/settings";
import { useSelection } from "../../app/selection";
import { Mark } from "../../components/Mark";
import { say } from "../../texts/say";
import { NeedsReading } from "../results/NeedsReading";
import { LinkLines } from "./LinkLines";
import { PinnedBand } from "./PinnedBand";
import { SideTable } from "./SideTable";
import type { Compared } from "./useCompared";
import type { RowDeeds } from "./useRowDeeds";
import { look, useCompareView } from "./view";

interface Props {
  compared: Compared;
  comparison: Comparison;
  deeds: RowDeeds;
  project: ProjectInfo;
}

/** The least height of a row that names the ranks in so many other rankings. */
const LINE = 18;

export function RowsPart({ compared: { sides, ready, query, methods }, comparison, deeds }: Props) {
  const { pinned } = useSelection();
  const onScroll = useLinked();
  const tables = useRef<HTMLDivElement>(null);
  const hasLines = sides.length === 2 && ready.length === 2;
  const rowHeight = Math.max(useRowHeight(), (ready.length - 1) * LINE + 8);
  useEffect(() => () => look({ jump: null }), []);
  return (
    <>
      {pinned === null ? null : <PinnedBand row={pinned} query={query} sides={ready} />}
      <div ref={tables} className="side-by-side" data-sides={ready.length} onScrollCapture={onScroll}>
        {ready.map((side, at) => (
          <Fragment key={side.ranking.ranking}>
            {hasLines && at === 1 ? <LinkLines key={query.rankings.join()} tables={tables} /> : null}
            <div className="side">
              <SideTable side={side} sides={ready} query={query} kept={comparison.sides[at]?.documents ?? 0} rowHeight={rowHeight} deeds={deeds} />
            </div>
          </Fragment>
        ))}
        {sides.filter((side) => side.failure !== null).map((side) => (
          <section key={side.at} className="side side-missing" aria-label={side.name}>
            <p className="pair-name"><Mark place={side.place} /> <strong>{side.name}</strong></p>
            <NeedsReading failure={side.failure!} methods={methods} onRetry={side.again} />
          </section>
        ))}
      </div>
      <p className="hidden">{say("compare.linked")}</p>
    </>
  );
}

/** How long the tables scroll by themselves after a jump: the others stay where they are meanwhile. */
const APART_MS = 250;

/**
 * Tables that scroll together by the same way, not to the same place: after a jump to a rank in one of them the row at
 * hand stays in sight in the others.
 */
function useLinked(): (event: UIEvent<HTMLElement>) => void {
  const { jump } = useCompareView();
  const last = useRef(new WeakMap<Element, number>());
  const apart = useRef(0);
  useEffect(() => {
    if (jump) apart.current = performance.now() + APART_MS;
  }, [jump]);
  return useCallback((event: UIEvent<HTMLElement>) => {
    const moved = event.target as HTMLElement;
    if (!moved.classList.contains("table")) return;
    const by = moved.scrollTop - (last.current.get(moved) ?? 0);
    last.current.set(moved, moved.scrollTop);
    if (by === 0 || performance.now() < apart.current) return;
    for (const other of event.currentTarget.querySelectorAll<HTMLElement>(".table")) {
      if (other === moved) continue;
      other.scrollTop += by;
      last.current.set(other, other.scrollTop);
    }
  }, []);
}
