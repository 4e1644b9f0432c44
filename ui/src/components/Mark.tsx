/** The marker of one of at most four things that are compared: a shape first, its colour second. */
const SHAPES = ["M5 0.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z", "M5 0.5 9.7 9.2H0.3z", "M0.8 0.8h8.4v8.4H0.8z", "M5 0 10 5 5 10 0 5z"] as const;

/** `place` is its place among them, from 0. Decorative: the name stands beside it. */
export function Mark({ place, size = 10 }: { place: number; size?: number }) {
  return (
    <svg className="mark" data-place={place} width={size} height={size} viewBox="0 0 10 10" aria-hidden="true">
      <path d={SHAPES[place % SHAPES.length]} />
    </svg>
  );
}
