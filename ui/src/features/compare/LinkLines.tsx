/** Between two tables: a line from each row in sight to the same row in the other, as far as it is in sight there too. */
import { useEffect, useState, type RefObject } from "react";

interface Line { id: string; from: number; to: number; strong: boolean }

const WIDTH = 40;

export function LinkLines({ tables }: { tables: RefObject<HTMLElement | null> }) {
  const lines = useLines(tables);
  return (
    <svg className="link-lines" width={WIDTH} aria-hidden="true">
      {lines.map(({ id, from, to, strong }) => (
        <g key={id} className={strong ? "link-line link-line-strong" : "link-line"}>
          <path d={`M0,${from} C${WIDTH / 2},${from} ${WIDTH / 2},${to} ${WIDTH},${to}`} />
          <circle cx={1.5} cy={from} r={2} /><circle cx={WIDTH - 1.5} cy={to} r={2} />
        </g>
      ))}
    </svg>
  );
}

/** Read off the rows as they are drawn, after every scroll and every change of rows, once a frame at most. */
function useLines(tables: RefObject<HTMLElement | null>): Line[] {
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    const frame = tables.current;
    if (!frame) return undefined;
    let wanted = 0;
    const measure = () => {
      wanted = 0;
      setLines((old) => { const now = linesIn(frame); return JSON.stringify(now) === JSON.stringify(old) ? old : now; });
    };
    const schedule = () => { if (wanted === 0) wanted = requestAnimationFrame(measure); };
    const watch = new MutationObserver(schedule);
    for (const side of frame.querySelectorAll(".side")) watch.observe(side, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "style"] });
    frame.addEventListener("scroll", schedule, true);
    window.addEventListener("resize", schedule);
    schedule();
    return () => {
      cancelAnimationFrame(wanted);
      watch.disconnect();
      frame.removeEventListener("scroll", schedule, true);
      window.removeEventListener("resize", schedule);
    };
  }, [tables]);
  return lines;
}

function linesIn(frame: HTMLElement): Line[] {
  const [left, right] = [...frame.querySelectorAll<HTMLElement>(".side .table")];
  if (!left || !right) return [];
  const top = frame.getBoundingClientRect().top;
  const there = rowsIn(right, top);
  return [...rowsIn(left, top)].flatMap(([id, row]) => {
    const other = there.get(id);
    return other ? [{ id, from: row.middle, to: other.middle, strong: row.strong }] : [];
  }).sort((a, b) => Number(a.strong) - Number(b.strong));
}

/** Middles of the rows in sight, by id. */
function rowsIn(table: HTMLElement, top: number): Map<string, { middle: number; strong: boolean }> {
  const box = table.getBoundingClientRect();
  const head = table.querySelector(".table-head")?.getBoundingClientRect().bottom ?? box.top;
  const rows = [...table.querySelectorAll<HTMLElement>(".tr[data-id]")].flatMap((row) => {
    const { top: upper, height } = row.getBoundingClientRect();
    const middle = upper + height / 2;
    if (middle < head || middle > box.bottom) return [];
    const strong = row.classList.contains("tr-selected") || row.classList.contains("row-pinned");
    return [[row.dataset["id"] ?? "", { middle: Math.round(middle - top), strong }] as const];
  });
  return new Map(rows);
}
