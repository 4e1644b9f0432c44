/** The pinned row above what is compared, with its rank in every ranking. */
import type { CompareQuery } from "../../api";
import { select } from "../../app/selection";
import { IconButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Mark } from "../../components/Mark";
import { Excerpt } from "../../components/text/DocumentText";
import { say } from "../../texts/say";
import { show } from "../results/view";
import type { Compared } from "./useCompared";
import { useStanding } from "./useStandings";

export function PinnedBand({ row, query, sides }: { row: number; query: CompareQuery; sides: Compared["ready"] }) {
  const standing = useStanding(query, row);
  if (!standing) return null;
  return (
    <section className="pinned pinned-band" aria-label={say("results.pinned.label")}>
      <Icon name="pin" className="pinned-pin" />
      <button type="button" className="pinned-text" onClick={() => { select({ row }); show({ open: true }); }}><Excerpt text={standing.excerpt} /></button>
      <span className="pinned-ranks num">
        {sides.map((side) => {
          const rank = standing.ranks[side.place];
          return <span key={side.place} title={side.name}><Mark place={side.place} /> <span className="hidden">{side.name}</span> {rank ? say("compare.rank", { rank }) : say("compare.unranked")}</span>;
        })}
      </span>
      <IconButton icon="cross" label={say("results.pinned.off")} onClick={() => select({ pinned: null })} />
    </section>
  );
}
