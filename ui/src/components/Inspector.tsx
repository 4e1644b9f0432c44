/**
 * The panel at the right of a screen and the splitter that sets its width: by pointer, by arrow keys, by its buttons.
 * In narrow windows the panel lies over the content as a sheet.
 */
import { useCallback, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { say } from "../texts/say";
import { Scroller } from "./Scroller";

const LEAST = 280;
const MOST = 640;
const STEP = 20;
const MEMORY = "inspector-width";

const within = (width: number) => Math.min(MOST, Math.max(LEAST, Math.round(width)));

function remembered(): number {
  const width = Number(localStorage.getItem(MEMORY));
  return width ? within(width) : 360;
}

export interface InspectorProps {
  /** Name of the pane. */
  label: string;
  head?: ReactNode;
  /** Buttons at its foot. */
  foot?: ReactNode;
  children: ReactNode;
}

export function Inspector({ label, head, foot, children }: InspectorProps) {
  const [width, setWidth] = useState(remembered);
  const resize = useCallback((to: number) => {
    setWidth(within(to));
    localStorage.setItem(MEMORY, String(within(to)));
  }, []);
  return (
    <aside className="inspector" aria-label={label} data-pane tabIndex={-1} style={{ width }}>
      {head && <header className="inspector-head">{head}</header>}
      <Scroller className="inspector-body" label={label}>{children}</Scroller>
      {foot && <footer className="inspector-foot">{foot}</footer>}
      <Splitter width={width} onResize={resize} />
    </aside>
  );
}

function Splitter({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onResize(document.documentElement.clientWidth - event.clientX);
  };
  const press = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? STEP : event.key === "ArrowRight" ? -STEP : 0;
    if (event.key === "Home") onResize(LEAST);
    else if (event.key === "End") onResize(MOST);
    else if (step) onResize(width + step);
    else return;
    event.preventDefault();
  };
  return (
    <div className="splitter">
      <div className="splitter-line" role="separator" tabIndex={0} aria-orientation="vertical" aria-label={say("action.resize")}
        aria-valuenow={width} aria-valuemin={LEAST} aria-valuemax={MOST} onKeyDown={press} onPointerMove={drag}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} />
      <button type="button" tabIndex={-1} className="splitter-button" aria-label={say("action.wider")} title={say("action.wider")} onClick={() => onResize(width + 2 * STEP)} />
      <button type="button" tabIndex={-1} className="splitter-button" aria-label={say("action.narrower")} title={say("action.narrower")} onClick={() => onResize(width - 2 * STEP)} />
    </div>
  );
}

/** One part of an inspector, with its heading. */
export function InspectorPart({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="inspector-part">
      {title && <h2 className="inspector-title">{title}{aside && <span className="inspector-aside">{aside}</span>}</h2>}
      {children}
    </section>
  );
}
