import type { ReactNode } from "react";

/** A text of the catalogue in which `**words**` stand out. Only for texts whose values are numbers: data goes in as plain text. */
export function Rich({ text }: { text: string }): ReactNode {
  return text.split("**").map((part, index) => (index % 2 === 1 ? <strong key={index}>{part}</strong> : part));
}
