/** What of the map is shown. Kept while the window lives, so that leaving and coming back changes nothing. */
import { useEffect } from "react";
import type { MapKind, MapRegion } from "../../api";
import { makeStore, useStore } from "../../app/store";
import type { Tool } from "../../charts/map/ScatterMap";

export const KINDS: readonly MapKind[] = ["meaning", "neurons"];

export interface MapShown {
  /** The project this is about; another one starts afresh. */
  project: string | null;
  /** The kind that was chosen; the first that can be shown until then. */
  kind: MapKind | null;
  tool: Tool;
  /** A point was pressed: its row is told of in place of the groups. */
  opened: boolean;
  /** The part that is chosen, on the map of this number. */
  part: { map: number; region: MapRegion } | null;
}

const FRESH: MapShown = { project: null, kind: null, tool: "move", opened: false, part: null };
const shown = makeStore<MapShown>(FRESH);

export const useMapShown = (): MapShown => useStore(shown);

/** Changes a part of what is shown. */
export const showMap = (part: Partial<MapShown>): void => shown.set((old) => ({ ...old, ...part }));

/** Another project has another map. */
export function useMapOf(project: string): void {
  useEffect(() => shown.set((old) => (old.project === project ? old : { ...FRESH, project, kind: old.kind })), [project]);
}

/** Adds a group to the part that is chosen, or takes it away; an outline gives way to groups. */
export function toggledGroup(region: MapRegion | null, group: number): MapRegion | null {
  const groups = region?.by === "groups" ? region.groups : [];
  const next = groups.includes(group) ? groups.filter((each) => each !== group) : [...groups, group].sort((a, b) => a - b);
  return next.length === 0 ? null : { by: "groups", groups: next };
}
