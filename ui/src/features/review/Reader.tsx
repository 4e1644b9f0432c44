/** The row at hand, to be read: conversations as turns, long texts folded at a sensible place, code with its spaces. */
import { useEffect } from "react";
import { useAsk, type DocumentView, type QueueRow } from "../../api";
import { Button } from "../../components/Button";
import { Conversation, DocumentText } from "../../components/text/DocumentText";
import { ErrorState, Skeleton } from "../../components/States";
import { Tag } from "../../components/Tag";
import { FoundText, placesOf } from "../../components/text/FoundText";
import { foldAt } from "../../components/text/collapse";
import { say } from "../../texts/say";
import type { Finding } from "./useFinding";
import { Voices } from "./Voices";
import { rankWords } from "./words";

export function Reader({ row, finding, unfolded, onUnfold }: { row: QueueRow; finding: Finding; unfolded: boolean; onUnfold: () => void }) {
  const asked = useAsk("document", { row: row.review.row });
  return (
    <div className="review-text" tabIndex={0} role="region" aria-label={say("review.text")}>
      <p className="review-facts">
        <span className="num">{rankWords(row)}</span>
        <span>{say(`data.kind.${row.kind}`)}</span>
        {asked.data ? <span>{say("review.origin", { file: asked.data.file, line: asked.data.line })}</span> : null}
        {row.review.pin ? <Tag icon="pin">{say(`review.pin.${row.review.pin}`)}</Tag> : null}
        {row.review.label !== null ? <Tag>{say("review.words.label", { label: row.review.label })}</Tag> : null}
        {row.review.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}
      </p>
      <Voices row={row} />
      {row.review.note === "" ? null : <p className="review-note" dir="auto">{row.review.note}</p>}
      {asked.failure ? <ErrorState failure={asked.failure} onRetry={asked.again} compact />
        : asked.data && finding.words !== "" ? <Found document={asked.data} finding={finding} />
        : asked.data ? <Words document={asked.data} unfolded={unfolded} onUnfold={onUnfold} /> : <Skeleton lines={6} />}
    </div>
  );
}

function Words({ document, unfolded, onUnfold }: { document: DocumentView; unfolded: boolean; onUnfold: () => void }) {
  const { turns, text, shortened } = document;
  const whole = turns.length > 0 ? turns.reduce((sum, turn) => sum + turn.content.length, 0) : text.length;
  const shown = turns.length > 0 ? foldedTurns(turns) : null;
  const folded = shown ? shown.length < turns.length || shown.some((turn, at) => turn.content.length < (turns[at]?.content.length ?? 0)) : foldAt(text) < text.length;
  return (
    <>
      {shown ? <Conversation turns={unfolded ? turns : shown} /> : <DocumentText text={unfolded ? text : text.slice(0, foldAt(text))} />}
      {folded ? <Button look="quiet" keys="O" className="review-unfold" aria-expanded={unfolded} onClick={onUnfold}>{say(unfolded ? "review.fold" : "review.unfold", { characters: whole })}</Button> : null}
      {shortened && (unfolded || !folded) ? <p className="hint">{say("data.shortened", { characters: text.length })}</p> : null}
    </>
  );
}

/** All of the text, with what is looked for marked: nothing is folded away from a search. */
function Found({ document: { text, turns }, finding: { words, at, counted } }: { document: DocumentView; finding: Finding }) {
  const texts = turns.length > 0 ? turns.map((turn) => turn.content) : [text];
  const counts = texts.map((each) => placesOf(each, words).length);
  const total = counts.reduce((sum, each) => sum + each, 0);
  useEffect(() => counted(total), [counted, total]);
  const found = (place: number) => <FoundText text={texts[place] ?? ""} words={words} here={at - counts.slice(0, place).reduce((sum, each) => sum + each, 0)} />;
  return turns.length > 0 ? <Conversation turns={turns} words={found} /> : found(0);
}

/** Turns until so many characters are shown; each long one folded. */
const ENOUGH = 4000;

function foldedTurns(turns: DocumentView["turns"]): DocumentView["turns"] {
  let left = ENOUGH;
  const shown: DocumentView["turns"] = [];
  for (const turn of turns) {
    if (left <= 0) break;
    const content = turn.content.slice(0, foldAt(turn.content));
    shown.push({ ...turn, content });
    left -= content.length;
  }
  return shown;
}
