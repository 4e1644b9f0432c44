/** Where rows lie on imitated maps: around their source's place. */
import type { MapInfo, MapKind, MapRegion } from "../api";
import { seeded, type MockRow } from "./documents";
import { world } from "./world";

/** The maps that were drawn. */
export const made = new Map<MapKind, MapInfo>();

export const sources = (): string[] => [...new Set(world.rows.map((row) => row.source))];

export function placeOf(kind: MapKind, row: MockRow): [number, number] {
  const random = seeded(row.row + (kind === "meaning" ? 0 : 7919));
  const at = (sources().indexOf(row.source) / Math.max(1, sources().length)) * 2 * Math.PI + (kind === "meaning" ? 0 : 1);
  const near = () => (random() + random() + random() - 1.5) * 1.6;
  return [4 * Math.cos(at) + near(), 3 * Math.sin(at) + near()];
}

export function kindOf(number: number): MapKind {
  for (const [kind, info] of made) if (info.map === number) return kind;
  throw { code: "no_such_thing", arguments: { what: "map", id: number } };
}

/** Whether a row lies in a part of a map. */
export function inside(number: number, region: MapRegion, row: MockRow): boolean {
  const kind = kindOf(number);
  return region.by === "groups" ? region.groups.includes(sources().indexOf(row.source)) : holds(region.corners, placeOf(kind, row));
}

/** As the workbench decides it: an odd number of crossings to the right. */
const holds = (corners: [number, number][], [x, y]: [number, number]): boolean =>
  corners.filter(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % corners.length]!;
    return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
  }).length % 2 === 1;
