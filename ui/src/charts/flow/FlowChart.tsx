/** Nodes in rows with a line for each pair that belongs together; the nodes are buttons, of which one is the tab stop. */
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { cx } from "../../components/cx";
import { useWidth } from "../useSize";
import { GUTTER, LABEL, layoutFlow, nodeByKey, pathOf, widthOf, type FlowLink, type FlowNode, type FlowRow } from "./layout";

interface Props {
  rows: readonly FlowRow[];
  nodes: readonly FlowNode[];
  links: readonly FlowLink[];
  /** The sentence that says what is to be seen. */
  label: string;
  /** The node chosen, by its place. */
  chosen: number | null;
  onChoose: (node: number) => void;
}

export function FlowChart({ rows, nodes, links, label, chosen, onChoose }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const [stop, setStop] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const moved = useRef(false);
  const at = Math.min(chosen ?? stop, nodes.length - 1);
  useEffect(() => {
    if (moved.current) buttons.current[at]?.focus();
    moved.current = false;
  }, [at]);
  const layout = layoutFlow(rows, nodes, width);
  const isTied = (link: FlowLink) => chosen === link.from || chosen === link.to;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const next = nodeByKey(nodes, at, event.key);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    moved.current = true;
    setStop(next);
    onChoose(next);
  };
  return (
    <div ref={frame} className="flow">
      <div className="flow-plot" role="group" aria-label={label} style={{ blockSize: layout.height }} onKeyDown={onKeyDown}>
        <svg className="flow-lines" width={width} height={layout.height} aria-hidden="true">
          {rows.map((row, index) => (
            <g key={row.label}>
              <line className="flow-row" x1={GUTTER} x2={width} y1={layout.rows[index]!.y} y2={layout.rows[index]!.y} />
              <text className="flow-row-label" x={GUTTER - 12} y={layout.rows[index]!.y + 4} textAnchor="end">{row.label}</text>
              {row.gap ? <text className="flow-row-label" x={GUTTER - 12} y={(layout.rows[index - 1]!.y + layout.rows[index]!.y) / 2 + 2} textAnchor="end">⋮</text> : null}
            </g>
          ))}
          {[...links].sort((a, b) => Number(a.strong) - Number(b.strong) || Number(isTied(a)) - Number(isTied(b))).map((link) => (
            <path key={`${link.from}-${link.to}`} d={pathOf(layout.nodes[link.from]!, layout.nodes[link.to]!)} strokeWidth={widthOf(link.weight)}
              className={cx("flow-link", link.strong && "is-strong", chosen !== null && (isTied(link) ? "is-tied" : "is-back"))} />
          ))}
        </svg>
        {nodes.map((node, place) => (
          <button key={node.name} ref={(element) => { buttons.current[place] = element; }} type="button" tabIndex={place === at ? 0 : -1} aria-label={node.name} aria-pressed={chosen === place}
            className={cx("flow-node", node.strong && "is-strong")} style={{ insetInlineStart: layout.nodes[place]!.x, insetBlockStart: layout.nodes[place]!.y }}
            onFocus={() => setStop(place)} onClick={() => onChoose(place)}>
            <span className="flow-dot" aria-hidden="true" />
            {layout.labelled ? <span className="flow-node-label" aria-hidden="true" style={{ maxInlineSize: LABEL }}>{node.label}</span> : null}
          </button>
        ))}
      </div>
    </div>
  );
}
