import type { ReactNode } from "react";

interface Props {
  /** What the table is of. */
  caption: string;
  /** Heads of the columns: of the marks together, of the bar. */
  heads: { who: string; words: string; size: string };
  /** How many sets there are. */
  sets: number;
  parts: readonly { isIn: readonly boolean[]; words: string; size: number; written: string }[];
  /** Draws the marker of a set. */
  mark: (place: number) => ReactNode;
}

/**
 * Sizes of intersections of three or four sets: which sets, in marks and in words, and a bar as long as the
 * intersection is large. A table, so that it can be read as one.
 */
export function UpSet({ caption, heads, sets, parts, mark }: Props) {
  const most = Math.max(1, ...parts.map((part) => part.size));
  return (
    <table className="upset">
      <caption className="hidden">{caption}</caption>
      <thead className="hidden">
        <tr><td colSpan={sets}>{heads.who}</td><th scope="col">{heads.words}</th><th scope="col" colSpan={2}>{heads.size}</th></tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.words}>
            {part.isIn.map((isIn, place) => <td key={place} className="upset-dot" aria-hidden="true">{isIn ? mark(place) : <span className="upset-dot-out" />}</td>)}
            <th scope="row">{part.words}</th>
            <td className="upset-bar" aria-hidden="true"><span className="upset-fill" style={{ inlineSize: `${(100 * part.size) / most}%` }} /></td>
            <td className="upset-count">{part.written}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
