/** Finding words in the row at hand: what is looked for goes along to the next row, the place begins anew. */
import { useCallback, useState } from "react";

export interface Finding {
  open: boolean;
  words: string;
  /** Places found. */
  count: number;
  /** The place at hand, from 0. */
  at: number;
  begin: () => void;
  end: () => void;
  look: (words: string) => void;
  step: (by: 1 | -1) => void;
  /** The text says how many places it has. */
  counted: (count: number) => void;
}

export function useFinding(row: number | undefined): Finding {
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState("");
  const [place, setPlace] = useState<{ row: number | undefined; at: number }>({ row, at: 0 });
  const [count, setCount] = useState(0);
  const at = place.row === row && count > 0 ? Math.min(place.at, count - 1) : 0;
  return {
    open, words: open ? words : "", count, at,
    begin: useCallback(() => setOpen(true), []),
    end: useCallback(() => setOpen(false), []),
    look: (next) => { setWords(next); setPlace({ row, at: 0 }); },
    step: (by) => { if (count > 0) setPlace({ row, at: (at + by + count) % count }); },
    counted: setCount,
  };
}
