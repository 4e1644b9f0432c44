/** Rows that are alike, under each other, so that the eye finds what differs. */
import { useState } from "react";
import { Button } from "../../components/Button";
import { Tag } from "../../components/Tag";
import { VisibleText } from "../../components/text/DocumentText";
import { count } from "../../texts/format";
import { say } from "../../texts/say";

/** As many as are shown before all are asked for. */
const FIRST = 4;

interface Props {
  rows: readonly { row: number; id: string; excerpt: string }[];
  /** The row that stays, where one does. */
  kept?: number;
}

/** Two lines are shown, so that none of them is spent on an empty one. */
const tight = (text: string): string => text.replace(/\s*\n\s*/g, "\n");

export function AlikeRows({ rows, kept }: Props) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul className="alike-rows">
        {(all ? rows : rows.slice(0, FIRST)).map((one) => (
          <li key={one.row}>
            <span className="alike-id" title={one.id}>{one.id || count(one.row)}{one.row === kept ? <Tag>{say("selection.alike_kept")}</Tag> : null}</span>
            <span className="alike-text" dir="auto"><VisibleText text={tight(one.excerpt)} /></span>
          </li>
        ))}
      </ul>
      {rows.length > FIRST && !all ? <Button look="link" onClick={() => setAll(true)}>{say("duplicates.more_rows", { rows: rows.length - FIRST })}</Button> : null}
    </>
  );
}
