import { useCallback, useMemo, useRef, useState, type PointerEvent } from "react";

import { useWidth } from "../useSize";
import { StripGrid } from "./StripGrid";
import { firstPlace } from "./keys";
import { hiddenMarks, hit, layoutStrips } from "./layout";
import { paintHover, paintStrips, readPalette } from "./paint";
import type { Emphasis, Place, StripRow } from "./spec";
import { useCanvas, useThemeTurn } from "./useCanvas";

interface Heads {
  marks: string;
  extras: string;
  bars: string;
}

interface Props {
  rows: readonly StripRow[];
  /** The sentence that says what is to be seen: the accessible name. */
  label: string;
  /** What is written over the marks, the triangles and the bars. */
  heads: Heads;
  /** The same in fewer letters, for narrow strips. */
  shortHeads?: Heads;
  /** Says a place in words. */
  nameOf: (place: Place) => string;
  /** Says a row in words. */
  rowName: (row: number) => string;
  emphasis?: Emphasis;
  /** The place looked at: chosen by keys, or by a click. */
  chosen: Place | null;
  onChoose: (place: Place | null) => void;
  onHover?: (place: Place | null) => void;
  /** Written under the strips when the width leaves marks out. */
  hiddenNote?: (hidden: number) => string;
}

const same = (a: Place | null, b: Place | null) => a === b || (!!a && !!b && a.row === b.row && a.column === b.column);

/** Layer strips on one canvas, with a second one for what the pointer is over and a grid of cells for the keyboard. */
export function LayerStrips(props: Props) {
  const { rows, label, nameOf, rowName, emphasis = null, chosen, onChoose, onHover, hiddenNote } = props;
  const [frame, width] = useWidth<HTMLDivElement>(328);
  const layout = useMemo(() => layoutStrips(rows, width), [rows, width]);
  const [over, setOver] = useState<Place | null>(null);
  const theme = useThemeTurn();
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);

  const paint = useCallback(
    (ctx: CanvasRenderingContext2D, element: HTMLCanvasElement) =>
      paintStrips(ctx, layout, rows, readPalette(element), emphasis),
    // The theme's turn is no input of the drawing itself: it makes the tokens be read again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [layout, rows, emphasis, theme],
  );
  useCanvas(base, layout.width, layout.height, paint);
  const shine = useCallback(
    (ctx: CanvasRenderingContext2D, element: HTMLCanvasElement) =>
      paintHover(ctx, layout, rows, readPalette(element), over ?? chosen),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [layout, rows, over, chosen, theme],
  );
  useCanvas(top, layout.width, layout.height, shine);

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return hit(layout, rows, event.clientX - box.left, event.clientY - box.top);
  };
  const hover = (place: Place | null) => {
    if (same(place, over)) return;
    setOver(place);
    onHover?.(place);
  };
  const hidden = hiddenMarks(layout, rows);
  const heads = layout.width < 640 ? (props.shortHeads ?? props.heads) : props.heads;
  return (
    <div ref={frame} className="strips">
      <div className="strips-heads" aria-hidden="true">
        <span style={{ insetInlineStart: layout.marksLeft, maxInlineSize: layout.marksShown * layout.slot }}>{heads.marks}</span>
        {layout.extrasShown > 0 ? <span style={{ insetInlineStart: layout.extrasLeft }}>{heads.extras}</span> : null}
        <span style={{ insetInlineStart: layout.barLeft }}>{heads.bars}</span>
      </div>
      <div
        className="strips-plot"
        style={{ blockSize: layout.height, inlineSize: layout.width }}
        onPointerMove={(event) => hover(point(event))}
        onPointerLeave={() => hover(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          onChoose(point(event));
          const plot = event.currentTarget;
          requestAnimationFrame(() => plot.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus());
        }}
      >
        <canvas ref={top} className="strips-canvas" aria-hidden="true" style={{ inlineSize: layout.width, blockSize: layout.height }} />
        <canvas ref={base} className="strips-canvas" aria-hidden="true" style={{ inlineSize: layout.width, blockSize: layout.height }} />
        <StripGrid
          layout={layout}
          rows={rows}
          label={label}
          nameOf={nameOf}
          rowName={rowName}
          at={chosen ?? firstPlace(layout, rows)}
          onMove={onChoose}
        />
      </div>
      {hidden > 0 && hiddenNote ? <p className="chart-note">{hiddenNote(hidden)}</p> : null}
    </div>
  );
}
