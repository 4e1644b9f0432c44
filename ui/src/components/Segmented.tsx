/** A choice of two to four, side by side: a radio group by keyboard and for assistive technology. */
import { useRef, type KeyboardEvent } from "react";
import { cx } from "./cx";

export interface SegmentedProps<V extends string> {
  label: string;
  options: { value: V; label: string; count?: string }[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function Segmented<V extends string>({ label, options, value, onChange, className }: SegmentedProps<V>) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = options.findIndex((option) => option.value === value);
    const to = (at + step + options.length) % options.length;
    const next = options[to];
    if (!next) return;
    onChange(next.value);
    (group.current?.children[to] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={group} role="radiogroup" aria-label={label} className={cx("segmented", className)} onKeyDown={move}>
      {options.map((option) => (
        <button key={option.value} type="button" role="radio" aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1} className="segment" onClick={() => onChange(option.value)}>
          {option.label}{option.count !== undefined && <span className="segment-count">{option.count}</span>}
        </button>
      ))}
    </div>
  );
}
