/** The panel about a row in the comparison: what each method says of it, its text, and what can be done with it. */
import { call, useAsk, type ComparedRow, type CompareQuery } from "../../api";
import { attempt } from "../../app/commands";
import { select, useSelection } from "../../app/selection";
import { Button, IconButton } from "../../components/Button";
import { Inspector, InspectorPart } from "../../components/Inspector";
import { Mark } from "../../components/Mark";
import { PAGE } from "../../components/table/usePages";
import { Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { TextPanel } from "../results/TextPanel";
import { show } from "../results/view";
import { joined } from "./Headline";
import type { Compared, Side } from "./useCompared";
import type { RowDeeds } from "./useRowDeeds";
import { useStanding } from "./useStandings";
import { look, useCompareView } from "./view";

export function CompareInspector({ compared: { ready, query }, row, deeds }: { compared: Compared; row: number; deeds: RowDeeds }) {
  const { pinned } = useSelection();
  const standing = useStanding(query, row);
  const walk = useWalk(query);
  return (
    <Inspector label={say("results.inspector")} head={(
      <>
        <h2 className="inspector-name">{walk ? say("compare.queue") : say("compare.this_row")}</h2>
        {walk ? <span className="quiet num">{say("compare.queue_at", { at: walk.at + 1, total: walk.total })}</span> : null}
        <span className="toolbar-gap" />
        {walk ? <IconButton icon="up" label={say("compare.queue_up")} disabled={walk.at === 0} onClick={() => walk.to(walk.at - 1)} /> : null}
        {walk ? <IconButton icon="down" label={say("compare.queue_down")} disabled={walk.at + 1 >= walk.total} onClick={() => walk.to(walk.at + 1)} /> : null}
        <IconButton icon="cross" label={say("action.close")} onClick={() => show({ open: false })} />
      </>
    )} foot={(
      <>
        <Button keys="E" onClick={() => deeds.add(row)}>{say("results.add")}</Button>
        <Button look="quiet" aria-keyshortcuts="Shift+E" title={say("results.unlike_hint")} onClick={() => deeds.add(row, true)}>{say("results.unlike")}</Button>
        <span className="toolbar-gap" />
        <Button look="quiet" icon="pin" keys="P" aria-pressed={pinned === row} onClick={() => deeds.pin(row)}>{say(pinned === row ? "results.unpin" : "results.pin")}</Button>
      </>
    )}>
      <InspectorPart>{standing ? <Standing standing={standing} sides={ready} /> : <Skeleton lines={2} />}</InspectorPart>
      <TextPanel row={row} />
    </Inspector>
  );
}

function Standing({ standing, sides }: { standing: ComparedRow; sides: Compared["ready"] }) {
  return (
    <>
      <ul className="standing">
        {sides.map((side) => {
          const rank = standing.ranks[side.place] ?? null;
          return (
            <li key={side.place}>
              <Mark place={side.place} />
              <span className="standing-name">{say("compare.says_name", { name: side.name })}</span>
              <strong className="num">{rank === null ? say("compare.unranked") : say("compare.rank", { rank })}</strong>
              <Button look="link" disabled={rank === null} aria-label={say("compare.jump_named", { name: side.name, rank: rank ?? 0 })}
                onClick={() => { if (rank !== null) look({ part: "rows", jump: { side: side.place, rank } }); }}>{say("compare.jump_there")}</Button>
            </li>
          );
        })}
      </ul>
      <p className="standing-words">{keptWords(standing, sides)}</p>
    </>
  );
}

/** "Neuron match keeps it, Word match does not." */
export function keptWords(standing: Pick<ComparedRow, "kept">, sides: readonly Side[]): string {
  const keepers = sides.filter((side) => standing.kept[side.place]).map((side) => side.name);
  const others = sides.filter((side) => !standing.kept[side.place]).map((side) => side.name);
  const two = sides.length === 2;
  if (others.length === 0) return say(two ? "compare.kept.both" : "compare.kept.all");
  if (keepers.length === 0) return say(two ? "compare.kept.neither" : "compare.kept.none");
  return say(keepers.length === 1 ? (others.length === 1 ? "compare.kept.one" : "compare.kept.one_many") : others.length === 1 ? "compare.kept.many_one" : "compare.kept.many", { keepers: joined(keepers), others: joined(others) });
}

/** Walking the queue, while it is on the screen: the next row is fetched alone, wherever the table is. */
function useWalk(query: CompareQuery): { at: number; total: number; to: (at: number) => void } | null {
  const { part, queue } = useCompareView();
  const first = useAsk("disagreements", { compare: query, offset: 0, limit: PAGE }, { enabled: part === "disagreements" && query.rankings.length > 1 });
  if (part !== "disagreements" || !first.data || first.data.total === 0) return null;
  const { total } = first.data;
  const to = (at: number) => attempt(async () => {
    const next = (await call("disagreements", { compare: query, offset: at, limit: 1 })).rows[0];
    if (!next) return;
    look({ queue: at });
    select({ row: next.row });
  });
  return { at: Math.min(queue, total - 1), total, to };
}
