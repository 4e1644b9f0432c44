interface Part {
  /** How many. */
  size: number;
  /** Whose colour it has, from 0; ink if it belongs to several. */
  place: number | null;
}

/** One bar in parts whose lengths are their sizes. Decorative: the words beneath it say the same. */
export function OverlapBar({ parts }: { parts: readonly Part[] }) {
  return (
    <div className="overlap-bar" aria-hidden="true">
      {parts.filter((part) => part.size > 0).map((part, at) => (
        <span key={at} className="overlap-part" data-place={part.place ?? undefined} style={{ flexGrow: part.size, flexBasis: 0 }} />
      ))}
    </div>
  );
}
