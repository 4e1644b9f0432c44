/** Text from data, always as text nodes: direction by its own letters, code with its spaces, unseen characters shown. */
import { Fragment, type ReactNode } from "react";
import { say } from "../../texts/say";
import { cx } from "../cx";
import { looksLikeCode, pieces } from "./visible";

/** Words with unseen characters shown by number. */
export function VisibleText({ text }: { text: string }) {
  return pieces(text).map((piece, at) => "words" in piece
    ? <Fragment key={at}>{piece.words}</Fragment>
    : <span key={at} className="unseen" title={say("text.unseen", { code: piece.code })}>{piece.code}</span>);
}

/** A document to be read. */
export function DocumentText({ text, className }: { text: string; className?: string }) {
  return <div dir="auto" className={cx("document-text", looksLikeCode(text) && "document-code", className)}><VisibleText text={text} /></div>;
}

/** The start of a document in a row of a table: one or two lines. */
export function Excerpt({ text, muted }: { text: string; muted?: boolean }) {
  const isCode = looksLikeCode(text);
  return (
    <span dir="auto" className={cx("td-text", isCode && "td-code", muted && "ink-3")}>
      <VisibleText text={isCode ? text : text.replace(/\s+/g, " ")} />
    </span>
  );
}

/** A conversation, turn by turn; `words` draws a turn's text in another way than as it is. */
export function Conversation({ turns, words }: { turns: { role: string; content: string }[]; words?: (turn: number) => ReactNode }) {
  return (
    <ol className="conversation">
      {turns.map((turn, at) => (
        <li key={at} className="turn">
          <p className="turn-role">{roleOf(turn.role)}</p>
          {words ? words(at) : <DocumentText text={turn.content} />}
        </li>
      ))}
    </ol>
  );
}

function roleOf(role: string): string {
  if (role === "user" || role === "human") return say("text.role.user");
  if (role === "assistant" || role === "gpt") return say("text.role.assistant");
  return role === "system" ? say("text.role.system") : role;
}
