/** Fields for words and numbers, with their label, hint and complaint tied together. */
import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes } from "react";
import { cx } from "./cx";
import { Icon } from "./Icon";
import { KeyCap } from "./KeyCap";

/** A labelled line of text. */
export interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Only for assistive technology, where the place makes the meaning clear. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value, in words. */
  complaint?: string | null;
  ref?: Ref<HTMLInputElement>;
}

export function Field({ label, hideLabel, hint, complaint, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <div className={cx("field", className)}>
      <label htmlFor={id} className={hideLabel ? "hidden" : "field-label"}>{label}</label>
      <input id={id} className="input" aria-invalid={complaint ? true : undefined} aria-describedby={`${id}-hint`} {...rest} />
      <FieldNote id={`${id}-hint`} hint={hint} complaint={complaint} />
    </div>
  );
}

function FieldNote({ id, hint, complaint }: { id: string; hint?: ReactNode; complaint?: string | null }) {
  if (complaint) return <p id={id} className="field-complaint" role="alert"><Icon name="warn" />{complaint}</p>;
  return hint ? <p id={id} className="field-hint">{hint}</p> : null;
}

/** Search here: `/` brings the focus, Escape clears. */
export function SearchField({ label, value, onChange, className }: {
  label: string; value: string; onChange: (value: string) => void; className?: string;
}) {
  return (
    <div className={cx("search", className)} role="search">
      <Icon name="search" />
      <input className="search-input" type="search" aria-label={label} placeholder={label} value={value} data-search
        spellCheck={false} onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || value === "") return;
          event.stopPropagation();
          onChange("");
        }} />
      {value === "" && <KeyCap keys="/" />}
    </div>
  );
}

/** One of a list, by the system's own control. */
export interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> {
  label: string;
  hideLabel?: boolean;
  options: { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
}

export function Select({ label, hideLabel, options, onChange, className, ...rest }: SelectProps) {
  const id = useId();
  return (
    <div className={cx("field", className)}>
      <label htmlFor={id} className={hideLabel ? "hidden" : "field-label"}>{label}</label>
      <span className="select">
        <select id={id} className="input" onChange={(event) => onChange(event.target.value)} {...rest}>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
        <Icon name="down" />
      </span>
    </div>
  );
}

/** A tick box with its words. */
export function Checkbox({ label, hint, checked, onChange, disabled, hideLabel }: {
  label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean; hideLabel?: boolean;
}) {
  return (
    <label className="checkbox">
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.target.checked)} />
      <span className="checkbox-box"><Icon name="check" /></span>
      <span className={hideLabel ? "hidden" : "checkbox-words"}>{label}{hint && <small>{hint}</small>}</span>
    </label>
  );
}
