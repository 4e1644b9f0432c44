/** A bar that fills from left to right; without a total it says so by its stripes, never by looping. */
import { cx } from "./cx";

export interface ProgressProps {
  /** What is progressing, for assistive technology. */
  label: string;
  /** 0 to 1; null while the total is not known. */
  value: number | null;
  quiet?: boolean;
}

export function Progress({ label, value, quiet }: ProgressProps) {
  const now = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={cx("progress", value === null && "progress-unknown", quiet && "progress-quiet")} role="progressbar"
      aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={now}>
      <div className="progress-fill" style={{ width: `${now ?? 100}%` }} />
    </div>
  );
}
