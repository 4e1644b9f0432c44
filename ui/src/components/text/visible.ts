/**
 * Characters that do their work unseen, told apart from words: control characters, direction overrides, marks of
 * width zero. They can make a text look other than it is, so they are shown by number and never obeyed.
 */
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** Words, or one unseen character by its code. */
export type Piece = { words: string } | { code: string };

/** Splits a text into words and unseen characters. Line ends CR LF count as one line end. */
export function pieces(text: string): Piece[] {
  const plain = text.replaceAll("\r\n", "\n");
  const found: Piece[] = [];
  let from = 0;
  for (const match of plain.matchAll(UNSEEN)) {
    if (match.index > from) found.push({ words: plain.slice(from, match.index) });
    found.push({ code: codeOf(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < plain.length) found.push({ words: plain.slice(from) });
  return found;
}

/** "U+202E". */
export const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

const CODE = /^\s*(def |class |for .+:|if .+:|while |import |from \S+ import|#include|function |const |let |var |public |private |return\b|<\?php|SELECT )/m;
const INDENTED = /^(\t| {2,})\S/m;

/** Does this look like code, whose spaces carry meaning? Drawn in fixed width then; nothing else follows from it. */
export const looksLikeCode = (text: string): boolean => CODE.test(text) && (INDENTED.test(text) || /[{};]\s*$/m.test(text));
