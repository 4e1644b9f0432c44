/** A study's table: a row for what was measured, a column for each measure, means with their spread over draws. */
import { useState } from "react";
import type { StudyView } from "../../api";
import { Button } from "../../components/Button";
import { Scroller } from "../../components/Scroller";
import { say, sayAny } from "../../texts/say";
import { withRange } from "../evidence/evidence";
import { rowName } from "./studies";

/** Rows that are shown before one asks for the others. */
const FEW = 8;

export function StudyTable({ study }: { study: StudyView }) {
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? study.rows : study.rows.slice(0, FEW);
  const rest = study.rows.length - rows.length;
  return (
    <>
      <Scroller className="slices-scroll" label={say(`study.title.${study.query.kind}`)}>
        <table className="evidence-table">
          <caption className="hidden">{say(`study.title.${study.query.kind}`)}</caption>
          <thead>
            <tr>
              <th scope="col"><span className="hidden">{say("study.what")}</span></th>
              {study.columns.map(({ measure }) => <th key={measure} scope="col">{sayAny(`study.column.${measure}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.name} ${row.number}`}>
                <th scope="row">{rowName(row.name, row.number)}</th>
                {study.columns.map(({ measure, unit }, at) => {
                  const value = row.values[at];
                  if (!value) return <td key={measure}><span className="quiet" aria-hidden="true">—</span><span className="hidden">{say("evidence.not_applicable")}</span></td>;
                  const said = withRange(value, unit === "nats" ? "number" : unit);
                  return <td key={measure} className="num"><span className="evidence-value">{said.value}</span>{said.range ? <small>{said.range}</small> : null}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {rest > 0 ? <Button look="quiet" onClick={() => setWhole(true)}>{say("study.more_rows", { rows: rest })}</Button> : null}
    </>
  );
}
