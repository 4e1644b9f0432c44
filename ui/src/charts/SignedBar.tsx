/** A number from -1 to 1 as a bar to the right or the left of a line at nothing. The number itself stands beside it. */
export function SignedBar({ value }: { value: number }) {
  const width = Math.min(Math.abs(value), 1) * 50;
  return (
    <span className="signed-bar" aria-hidden="true">
      <span className={value < 0 ? "signed-bar-less" : "signed-bar-more"} style={{ width: `${width}%`, left: `${value < 0 ? 50 - width : 50}%` }} />
    </span>
  );
}
