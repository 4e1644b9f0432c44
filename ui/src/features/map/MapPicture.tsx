/** The map's picture, tied to the ranking: a press opens a row, a part that is chosen is a filter. */
import { useMemo, useState } from "react";
import { useAsk, type Budget, type MapCoverage, type MapInfo, type RankingView } from "../../api";
import { announce } from "../../app/announcer";
import { select } from "../../app/selection";
import { ScatterMap, type Wish } from "../../charts/map/ScatterMap";
import { bitAt, type Corner, type Label, type Mark } from "../../charts/map/spec";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { show } from "../results/view";
import { useMapParts } from "./useMap";
import { showMap, toggledGroup, useMapShown } from "./view";
import { groupName, groupWords, lonely } from "./words";



interface Props {
  map: MapInfo;
  coverage: MapCoverage | null;
  ranking: RankingView;
  budget: Budget;
  wish: Wish;
}

/** A hand draws some hundreds of corners; the workbench takes two thousand. */
const MOST_CORNERS = 1500;
const NONE: Corner[] = [];

export function MapPicture({ map, coverage, ranking, budget, wish }: Props) {
  const { tool, part } = useMapShown();
  const { columns, kept, chosen, failure } = useMapParts(map, ranking, budget);
  const [hover, setHover] = useState<number | null>(null);
  const row = hover === null || !columns ? null : columns.rows[hover]!;
  const under = useAsk("document", { row: row ?? 0 }, { enabled: row !== null }).data;
  const region = part?.map === map.map ? part.region : null;
  const labels = useMemo((): Label[] => map.groups.map((group) =>
    ({ id: group.group, x: group.x, y: group.y, text: groupName(group), empty: coverage !== null && (coverage.groups[group.group] ?? 0) === 0 })), [map, coverage]);
  const marks = useMemo((): Mark[] => {
    const few = new Set(coverage ? lonely(coverage).map((one) => one.example) : []);
    return (coverage?.examples ?? []).map((one) => ({ x: one.x, y: one.y, hollow: few.has(one.example) }));
  }, [coverage]);
  const outline = useMemo(() => (region?.by === "outline" ? region.corners : NONE), [region]);
  if (failure) return <ErrorState failure={failure} />;
  if (!columns) return <div className="table-waiting"><Skeleton lines={9} /></div>;
  const choose = (group: number) => {
    const next = toggledGroup(region, group);
    showMap({ part: next && { map: map.map, region: next } });
    const named = map.groups[group];
    if (named) announce(say(next?.by === "groups" && next.groups.includes(group) ? "map.group.chosen" : "map.group.let_go", { name: groupName(named) }));
  };
  const encircle = (corners: Corner[]) => {
    const every = Math.ceil(corners.length / MOST_CORNERS);
    showMap({ part: { map: map.map, region: { by: "outline", corners: corners.filter((_, at) => at % every === 0) } } });
  };
  const noteOf = (at: number) => {
    const text = under && under.row === columns.rows[at] ? under.text.slice(0, 160) : "…";
    return `${say(kept && bitAt(kept, at) ? "map.note.kept" : "map.note.left", { row: columns.rows[at]! })} ${text}`;
  };
  return (
    <ScatterMap points={columns} bounds={map.bounds} marked={kept} chosen={chosen} labels={labels} marks={marks}
      label={say("map.label", { rows: map.documents, kept: coverage?.kept ?? 0, groups: map.groups.length })}
      nameOf={(id) => { const group = map.groups[id]; return group ? groupWords(group, coverage?.groups[id]) : ""; }}
      chosenGroups={region?.by === "groups" ? region.groups : []} outline={outline} tool={tool} wish={wish}
      onGroup={choose} onOutline={encircle} onPoint={(at) => { select({ row: columns.rows[at]! }); show({ open: true }); showMap({ opened: true }); }} onClear={() => showMap({ part: null })}
      noteOf={noteOf} onHover={setHover} />
  );
}
