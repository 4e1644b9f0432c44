import { clamp } from "./scale";

interface Props {
  /** How far above the typical row, as a share of the best row's distance; below it the bar stays empty. */
  share: number;
  /** Paler, for rows below the cut. */
  quiet?: boolean;
}

/**
 * A bar that starts at the typical row, so that its length is what sets a row apart. Decorative: the number beside it
 * says the same to those who do not see it.
 */
export function ScoreBar({ share, quiet = false }: Props) {
  const percent = clamp(share, 0, 1) * 100;
  return (
    <span className="score-bar" data-quiet={quiet || undefined} aria-hidden="true">
      <span className="score-bar-fill" style={{ inlineSize: `${percent}%` }} />
    </span>
  );
}

interface MeasureProps {
  /** 0 to 1. */
  value: number;
  /** Where a typical value lies, 0 to 1; no tick if none. */
  tick?: number | null;
  /** Drawn grey: outside what is usual. */
  quiet?: boolean;
}

/** A bar from nothing to everything, with a tick where a typical value lies. */
export function MeasureBar({ value, tick = null, quiet = false }: MeasureProps) {
  return (
    <span className="measure-bar" data-quiet={quiet || undefined} aria-hidden="true">
      <span className="measure-bar-fill" style={{ inlineSize: `${clamp(value, 0, 1) * 100}%` }} />
      {tick === null ? null : (
        <span className="measure-bar-tick" style={{ insetInlineStart: `${clamp(tick, 0, 1) * 100}%` }} />
      )}
    </span>
  );
}
