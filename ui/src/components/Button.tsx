/** Buttons. One solid button per screen, in ink; all others have an edge or nothing. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx";
import { Icon, type IconName } from "./Icon";
import { ariaKeys, KeyCap } from "./KeyCap";

/** What a button can be. */
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `solid` for the one main action, `edge` by default, `quiet` without an edge, `link` inside sentences. */
  look?: "solid" | "edge" | "quiet" | "link";
  icon?: IconName;
  /** Printed behind the words, like "E" or "Mod 5". */
  keys?: string;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with words. */
export function Button({ look = "edge", icon, keys, children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" className={cx("button", `button-${look}`, className)}
      aria-keyshortcuts={keys && ariaKeys(keys)} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
      {keys && <KeyCap keys={keys} />}
    </button>
  );
}

/** A button that is an icon only; `label` is its name and its tooltip. */
export function IconButton({ icon, label, className, ...rest }: Omit<ButtonProps, "look" | "keys"> & { icon: IconName; label: string }) {
  return (
    <button type="button" className={cx("button icon-button", className)} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}
