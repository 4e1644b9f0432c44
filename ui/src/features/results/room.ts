import { useEffect, useState } from "react";

/** Bars above and below the table: top bar, toolbar, table head, cut bar. */
const CHROME = 48 + 44 + 32 + 64;
const NARROW = "(max-width: 1180px)";

/** How many rows the window has room for. */
export function useRoom(rowHeight: number): number {
  const measure = () => Math.max(4, Math.floor((window.innerHeight - CHROME) / rowHeight));
  const [room, setRoom] = useState(measure);
  useEffect(() => {
    const resized = () => setRoom(measure());
    resized();
    window.addEventListener("resize", resized);
    return () => window.removeEventListener("resize", resized);
    // The measure depends on the row height alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rowHeight]);
  return room;
}

/** The window is so narrow that columns beside the text are left out. */
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => window.matchMedia(NARROW).matches);
  useEffect(() => {
    const query = window.matchMedia(NARROW);
    const changed = () => setNarrow(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, []);
  return narrow;
}
