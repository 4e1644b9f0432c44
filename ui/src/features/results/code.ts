/** Tells program code from prose by its look, so that it keeps its spaces and stands in even steps. */

const SIGNS = [
  /^\s*(def|class|import|from|return|function|const|let|var|public|private|fn|impl|use|#include|package|SELECT)\b.*[\w)\];:{"'>*]$/,
  /[;{}]\s*$/,
  /^\s*(\/\/|#!|\/\*|"""|@\w+)/,
  /^\s*(if|for|while|else|elif|try|except)\b.*[:{]\s*$/,
];

/** Does the start of a text read as code? Two of its first eight lines must; a single sentence never does. */
export function looksLikeCode(text: string): boolean {
  const lines = text.split("\n").slice(0, 8).filter((line) => line.trim() !== "");
  const signs = lines.filter((line) => SIGNS.some((sign) => sign.test(line))).length;
  return lines.length > 1 && signs >= 2;
}
