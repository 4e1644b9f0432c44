/** The strips in small: a cell for each mark, so that the whole is seen at once, and a brush over the rows. */
import { useCallback, useRef, type PointerEvent } from "react";

import { clamp } from "../scale";
import { useWidth } from "../useSize";
import { cellColours, layoutHeat, paintHeat, rowAt } from "./heat";
import type { StripRow } from "./spec";
import { useCanvas, useThemeTurn } from "./useCanvas";

interface Props {
  rows: readonly StripRow[];
  /** The sentence that says what is to be seen: the accessible name. */
  label: string;
  /** First and last row that the brush holds; all rows if none. */
  brushed: readonly [number, number] | null;
  /** The brush was drawn over these rows; over all of them means none. */
  onBrush: (rows: [number, number] | null) => void;
}

/** Drawing the brush needs a pointer; whoever has none sets the same range in the fields beside the picture. */
export function HeatStrip({ rows, label, brushed, onBrush }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(640);
  const layout = layoutHeat(rows, width);
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<number | null>(null);
  const theme = useThemeTurn();
  const paint = useCallback(
    (ctx: CanvasRenderingContext2D, element: HTMLCanvasElement) => paintHeat(ctx, layout, rows, cellColours(element)),
    // The theme's turn makes the tokens be read again; the layout follows from rows and width.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [rows, width, theme],
  );
  useCanvas(canvas, layout.width, layout.height, paint);
  const rowOf = (event: PointerEvent<HTMLDivElement>) => rowAt(layout, rows.length, event.clientY - event.currentTarget.getBoundingClientRect().top);
  const drawTo = (row: number) => {
    const start = from.current ?? row;
    const range: [number, number] = [Math.min(start, row), Math.max(start, row)];
    onBrush(range[0] === 0 && range[1] === rows.length - 1 ? null : range);
  };
  const [first, last] = brushed ?? [0, rows.length - 1];
  const held = { insetBlockStart: first * layout.row, blockSize: (clamp(last, first, rows.length - 1) - first + 1) * layout.row };
  return (
    <div ref={frame} className="heat">
      <div role="img" aria-label={label} className="heat-plot" style={{ inlineSize: layout.width, blockSize: layout.height }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture?.(event.pointerId);
          from.current = rowOf(event);
          drawTo(from.current);
        }}
        onPointerMove={(event) => { if (from.current !== null) drawTo(rowOf(event)); }}
        onPointerUp={() => { from.current = null; }}>
        <canvas ref={canvas} className="strips-canvas" aria-hidden="true" style={{ inlineSize: layout.width, blockSize: layout.height }} />
        {brushed ? <span className="heat-brush" aria-hidden="true" style={held} /> : null}
      </div>
    </div>
  );
}
