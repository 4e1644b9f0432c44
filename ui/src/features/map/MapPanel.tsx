/**
 * The map: every row a point, alike ones near each other, by what they say or by which neurons they fire. What the cut
 * keeps is filled, groups have the words that tell them, and a part that is chosen filters the ranking.
 */
import "./map.css";
import { useState } from "react";
import { useAsk, type Budget, type MapInfo, type MapKind, type RankingView } from "../../api";
import { Button, IconButton } from "../../components/Button";
import { Segmented } from "../../components/Segmented";
import { ErrorState, Skeleton } from "../../components/States";
import { say } from "../../texts/say";
import { Coverage } from "./Coverage";
import type { Wish } from "../../charts/map/ScatterMap";
import { MapPicture } from "./MapPicture";
import { MakeMap, Remake } from "./MakeMap";
import { PartBar } from "./PartBar";
import { useCoverage } from "./useMap";
import { useTold } from "./useTold";
import { KINDS, showMap, useMapOf, useMapShown } from "./view";

interface Props {
  project: string;
  ranking: RankingView;
  budget: Budget;
}

export function MapPanel({ project, ranking, budget }: Props) {
  useMapOf(project);
  const chosen = useMapShown().kind;
  const meaning = useAsk("map", { kind: "meaning" });
  const neurons = useAsk("map", { kind: "neurons" });
  const isUnread = meaning.data && !meaning.data.map && !meaning.data.offer && (neurons.data?.map ?? neurons.data?.offer);
  const kind = chosen ?? (isUnread ? "neurons" : "meaning");
  const asked = kind === "neurons" ? neurons : meaning;
  const [wish, setWish] = useState<Wish>({ turn: 0, kind: "whole" });
  const map = asked.data?.map ?? null;
  return (
    <div className="map">
      <MapBar kind={kind} map={map} onWish={(to) => setWish((old) => ({ turn: old.turn + 1, kind: to }))} />
      {asked.data && map && !map.current ? <Remake kind={kind} map={map} offer={asked.data.offer} job={asked.data.job} /> : null}
      {asked.failure && !asked.data ? <ErrorState failure={asked.failure} onRetry={asked.again} />
        : !asked.data ? <div className="table-waiting"><Skeleton lines={9} /></div>
        : map ? <Drawn key={map.map} map={map} ranking={ranking} budget={budget} wish={wish} />
        : <MakeMap kind={kind} offer={asked.data.offer} job={asked.data.job} />}
    </div>
  );
}

function Drawn({ map, ranking, budget, wish }: { map: MapInfo; ranking: RankingView; budget: Budget; wish: Wish }) {
  const coverage = useCoverage(map, ranking, budget);
  const isTold = useTold();
  return (
    <div className="map-parts" data-alone={isTold || undefined}>
      <div className="map-main">
        <MapPicture map={map} coverage={coverage.data ?? null} ranking={ranking} budget={budget} wish={wish} />
        <PartBar map={map} ranking={ranking} budget={budget} />
      </div>
      {isTold ? null : <Coverage map={map} asked={coverage} />}
    </div>
  );
}

function MapBar({ kind, map, onWish }: { kind: MapKind; map: MapInfo | null; onWish: (kind: Wish["kind"]) => void }) {
  const { tool } = useMapShown();
  return (
    <div className="map-bar" data-pane tabIndex={-1}>
      <Segmented label={say("map.kind.label")} value={kind} options={KINDS.map((value) => ({ value, label: say(`map.kind.${value}`) }))}
        onChange={(to) => showMap({ kind: to, part: null })} />
      {map ? (
        <>
          <span className="toolbar-gap" />
          <Button look="quiet" icon="lasso" aria-pressed={tool === "encircle"} onClick={() => showMap({ tool: tool === "encircle" ? "move" : "encircle" })}>{say("map.encircle")}</Button>
          <IconButton icon="minus" label={say("map.away")} onClick={() => onWish("away")} />
          <IconButton icon="plus" label={say("map.nearer")} onClick={() => onWish("nearer")} />
          <IconButton icon="whole" label={say("map.whole")} onClick={() => onWish("whole")} />
        </>
      ) : null}
    </div>
  );
}
