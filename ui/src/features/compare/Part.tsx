/** A part of a page of figures, with its heading. */
import type { ReactNode } from "react";

export function Part({ title, aside, children }: { title: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="compare-part">
      <header className="compare-part-head"><h2>{title}</h2>{aside}</header>
      {children}
    </section>
  );
}
