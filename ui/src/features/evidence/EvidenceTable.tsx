/** A card's table: a row a measure, a column a ranking, with the random pick, all rows and the examples to hold it against. */
import type { EvidenceCard, EvidenceColumn, EvidenceRow } from "../../api";
import { Mark } from "../../components/Mark";
import { Scroller } from "../../components/Scroller";
import { say } from "../../texts/say";
import type { Side } from "../compare/useCompared";
import { columnsShown, measureName, standings, withRange, type Standing } from "./evidence";

export function EvidenceTable({ card, sides, title }: { card: EvidenceCard; sides: readonly Side[]; title: string }) {
  const shown = columnsShown(card);
  const marks = card.rows.map((row) => standings(row, card.columns));
  const hasMarks = (mark: Standing) => marks.some((row) => row.includes(mark));
  if (card.rows.length === 0) return <p className="compare-note">{say("evidence.nothing")}</p>;
  return (
    <>
      <Scroller className="slices-scroll" label={title}>
        <table className="evidence-table">
          <caption className="hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col"><span className="hidden">{say("evidence.measure")}</span></th>
              {shown.map((at) => <th key={at} scope="col"><ColumnName column={card.columns[at]!} sides={sides} /></th>)}
            </tr>
          </thead>
          <tbody>
            {card.rows.map((row, index) => (
              <tr key={row.measure}>
                <th scope="row">{measureName(row.measure)}{row.better === "neither" ? null : <small>{say(`evidence.better.${row.better}`)}</small>}</th>
                {shown.map((at) => <Value key={at} row={row} at={at} standing={marks[index]?.[at] ?? null} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {hasMarks("best") || hasMarks("ahead") ? (
        <p className="chart-note evidence-legend" aria-hidden="true">
          {hasMarks("best") ? <span><Best standing="best" /> {say("evidence.best_note")}</span> : null}
          {hasMarks("ahead") ? <span><Best standing="ahead" /> {say("evidence.ahead_note")}</span> : null}
        </p>
      ) : null}
    </>
  );
}

function ColumnName({ column, sides }: { column: EvidenceColumn; sides: readonly Side[] }) {
  if (column.of !== "ranking") return <span className="quiet">{say(`evidence.column.${column.of}`)}</span>;
  const side = sides[column.place];
  return <span className="pair-name"><Mark place={column.place} /> {side?.name}</span>;
}

function Value({ row, at, standing }: { row: EvidenceRow; at: number; standing: Standing }) {
  const value = row.values[at];
  if (!value) return <td><span className="quiet" aria-hidden="true">—</span><span className="hidden">{say("evidence.not_applicable")}</span></td>;
  const said = withRange(value, row.unit);
  return (
    <td className="num" data-standing={standing ?? undefined}>
      <span className="evidence-value">{standing ? <><Best standing={standing} /><span className="hidden">{say(`evidence.${standing}`)} </span></> : null}{said.value}</span>
      {said.range ? <small>{said.range}</small> : null}
    </td>
  );
}

/** Filled where it is clear, an outline where it is not. */
function Best({ standing }: { standing: "best" | "ahead" }) {
  return <svg className={`best best-${standing}`} width={10} height={10} viewBox="0 0 10 10" aria-hidden="true"><path d="M5 1.2 9 8.6H1z" /></svg>;
}
