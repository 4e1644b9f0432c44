/** Where the nodes and lines of a flow stand. It knows nothing of models: rows of nodes, and links between two of them. */
import { linear } from "../scale";

export interface FlowNode {
  /** Its row, from the top. */
  row: number;
  /** 0 at the left to 1 at the right. */
  at: number;
  /** Written beside it where there is room. */
  label: string;
  /** The accessible name. */
  name: string;
  /** It stands out. */
  strong: boolean;
}

export interface FlowLink {
  /** Places among the nodes. */
  from: number;
  to: number;
  /** 0 to 1: how wide the line is. */
  weight: number;
  strong: boolean;
}

export interface FlowRow {
  label: string;
  /** Rows that are not drawn lie between the one before and this. */
  gap: boolean;
}

export interface FlowLayout {
  height: number;
  rows: { y: number }[];
  nodes: { x: number; y: number }[];
  /** Nodes stand so far apart that their labels fit. */
  labelled: boolean;
}

const TOP = 16;
const ROW = 46;
const GAP = 18;
/** Room for the names of rows. */
export const GUTTER = 44;
/** As wide as a label may be. */
export const LABEL = 46;
const [THIN, WIDE] = [1, 5];

export function layoutFlow(rows: readonly FlowRow[], nodes: readonly FlowNode[], width: number): FlowLayout {
  let y = TOP;
  const placed = rows.map((row, at) => {
    if (at > 0) y += ROW + (row.gap ? GAP : 0);
    return { y };
  });
  const across = linear([0, 1], [GUTTER, Math.max(GUTTER + LABEL, width - LABEL)]);
  const busiest = Math.max(1, ...rows.map((_, row) => nodes.filter((node) => node.row === row).length));
  return {
    height: y + TOP + 12, rows: placed, labelled: (width - GUTTER) / busiest >= LABEL + 24,
    nodes: nodes.map((node) => ({ x: across(node.at), y: placed[node.row]?.y ?? 0 })),
  };
}

/** A line that leaves one node downwards and comes to the other from above. */
export function pathOf(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const middle = (from.y + to.y) / 2;
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}C${from.x.toFixed(1)} ${middle.toFixed(1)} ${to.x.toFixed(1)} ${middle.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
}

export const widthOf = (weight: number): number => THIN + (WIDE - THIN) * Math.min(1, Math.max(0, weight));

/** Where an arrow key leads: along the row, or to the nearest node of the next row that has any. */
export function nodeByKey(nodes: readonly FlowNode[], from: number, key: string): number | null {
  const here = nodes[from];
  if (!here) return null;
  const numbered = nodes.map((node, place) => ({ ...node, place }));
  const nearest = (row: number) => numbered.filter((node) => node.row === row).sort((a, b) => Math.abs(a.at - here.at) - Math.abs(b.at - here.at))[0];
  const along = numbered.filter((node) => node.row === here.row).sort((a, b) => a.at - b.at);
  const place = along.findIndex((node) => node.place === from);
  const last = Math.max(...nodes.map((node) => node.row));
  switch (key) {
    case "ArrowRight": return along[place + 1]?.place ?? null;
    case "ArrowLeft": return along[place - 1]?.place ?? null;
    case "Home": return along[0]?.place ?? null;
    case "End": return along.at(-1)?.place ?? null;
    case "ArrowDown":
    case "ArrowUp": {
      const step = key === "ArrowDown" ? 1 : -1;
      for (let row = here.row + step; row >= 0 && row <= last; row += step) {
        const found = nearest(row);
        if (found) return found.place;
      }
      return null;
    }
    default: return null;
  }
}
