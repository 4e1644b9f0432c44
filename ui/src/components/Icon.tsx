/** The icon set: 16 px, drawn in the ink around them. Paths are our own and constant; never from data. */
import { cx } from "./cx";

const PATHS = {
  data: "M2.5 4c0-1.1 2.5-2 5.5-2s5.5.9 5.5 2v8c0 1.1-2.5 2-5.5 2s-5.5-.9-5.5-2zM2.5 4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2",
  goal: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z",
  model: "M2.5 2.5h11v3h-11zM2.5 6.5h11v3h-11zM2.5 10.5h11v3h-11z",
  results: "M2.5 3.5h11M2.5 6.5h8M2.5 9.5h6M2.5 12.5h3",
  export: "M8 2v7.5M5 6.8 8 9.8l3-3M2.5 11v2.5h11V11",
  activity: "M1.5 8h3l2-4.5 3 9 2-4.5h3",
  projects: "M2 4v8.5h12V5.5H7.5L6 3.5H2z",
  settings: "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 2.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4zM6 9.8a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3 14 14",
  help: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM6.2 6.4c0-1 .8-1.7 1.8-1.7s1.8.7 1.8 1.6c0 1.3-1.8 1.4-1.8 2.7M8 11v.6",
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  dot: "M8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  ring: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6z",
  warn: "M8 2.5 14.2 13.5H1.8zM8 6.5v3.2M8 11.3v.6",
  stop: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  ok: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM5.2 8.2l2 2 3.6-4",
  half: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 2v12M8 5h3.5M8 8h5.7M8 11h3.5",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 7.2v4M8 4.6v.6",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
  left: "M10 4 6 8l4 4",
  right: "M6 4l4 4-4 4",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  file: "M3.5 2h6L12.5 5v9h-9zM9 2v3.5h3.5",
  folder: "M2 4v8.5h12V5.5H7.5L6 3.5H2z",
  hub: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c-4 4-4 8 0 12M8 2c4 4 4 8 0 12",
  trash: "M3 4.5h10M6 4.5v-2h4v2M4 4.5 4.7 14h6.6L12 4.5M6.8 7v4.5M9.2 7v4.5",
  filter: "M2 4h12M4 8h8M6.5 12h3",
  columns: "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
  pin: "M5.5 2h5M6.3 2v4.5L4.8 9h6.4L9.7 6.5V2M8 9v5",
  lock: "M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3l7.5 5L5 13z",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  clipboard: "M4 3.5h8V14H4zM6 2.2h4v2.6H6z",
  sort: "M5 6l3-3 3 3M5 10l3 3 3-3",
  undo: "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM8 5v3.3l2.2 1.4",
  chip: "M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14",
  lasso: "M8 2.5c3.3 0 5.5 1.6 5.5 3.7S11.3 10 8 10 2.5 8.4 2.5 6.2 4.7 2.5 8 2.5zM5.2 9.6c-1.8 1 -1.5 2.8 .4 2.7c1.3 0 1.5 1 .6 1.7",
  whole: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
} as const;

/** Names of icons. */
export type IconName = keyof typeof PATHS;

const FILLED: ReadonlySet<IconName> = new Set(["dot", "play"]);

/** One icon. It is decoration: the word beside it, or the control's label, says what it means. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={cx("icon", FILLED.has(name) && "icon-filled", className)} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
