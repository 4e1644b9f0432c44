/** Where a long text is folded: at the end of a paragraph, a line, a sentence or a word, whichever is near. */

/** Characters a text has before it is folded, and where it is cut then. */
export const LONG = 2400;
const SHOWN = 1600;
/** A better place is looked for from here on. */
const LEAST = 1000;

const ENDS = [/\n\s*\n/g, /\n/g, /[.!?。！？؟]["'”’)\]]*\s*/g, /\s/g];

/** How many characters to show; all of a text that is not long. Never between the halves of a character. */
export function foldAt(text: string): number {
  if (text.length <= LONG) return text.length;
  const window = text.slice(LEAST, SHOWN);
  for (const end of ENDS) {
    const last = [...window.matchAll(end)].at(-1);
    if (last) return LEAST + last.index + last[0].length;
  }
  const code = text.charCodeAt(SHOWN);
  return code >= 0xdc00 && code <= 0xdfff ? SHOWN - 1 : SHOWN;
}
