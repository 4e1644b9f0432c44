/** What the app does, drawn: rows in order, a cut, those above it in colour. Decoration; the words beside it say it. */
import { say } from "../../texts/say";

const ROWS = 24;
const CUT = 8;

/** Widths that look like words, the same on every start. */
const widths = (row: number): number[] => Array.from({ length: 5 + (row % 4) }, (_, word) => 18 + ((row * 37 + word * 53 + word * word * 11) % 40));

/** How far each row's bar reaches, in per cent: a jump at the cut. */
const reach = (row: number): number => (row < CUT ? 100 - row * 5 : 46 - (row - CUT) * 2);

export function SievePicture() {
  return (
    <div className="sieve" aria-hidden="true">
      <p className="sieve-head"><span>{say("welcome.picture.match")}</span><span>{say("welcome.picture.rows")}</span></p>
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row}>
          {row === CUT && <p className="sieve-cut"><span>{say("welcome.picture.cut")}</span></p>}
          <div className={row < CUT ? "sieve-row sieve-kept" : "sieve-row"}>
            <span className="sieve-bar"><span style={{ width: `${reach(row)}%` }} /></span>
            <span className="sieve-text">{widths(row).map((width, word) => <span key={word} style={{ width }} />)}</span>
          </div>
        </div>
      ))}
    </div>
  );
}
