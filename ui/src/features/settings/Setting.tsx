/** One setting: what it is and what it does, and its control. */
export function Setting({ title, words, children }: { title: string; words: string; children: React.ReactNode }) {
  return (
    <section className="setting">
      <div className="setting-words"><h2 className="part-title">{title}</h2><p className="ink-2">{words}</p></div>
      <div className="setting-control">{children}</div>
    </section>
  );
}
