/** A button that opens a list of actions or choices. Keyboard, focus and placement are React Aria's. */
import type { ReactNode } from "react";
import { Button as AriaButton, Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { cx } from "./cx";
import { Icon, type IconName } from "./Icon";
import { KeyCap } from "./KeyCap";

/** One line of a menu. */
export interface MenuEntry {
  id: string;
  label: string;
  hint?: string;
  icon?: IconName;
  keys?: string;
  disabled?: boolean;
  /** Marks the present choice. */
  chosen?: boolean;
  onAction: () => void;
}

export interface MenuProps {
  /** Name of the button for assistive technology. */
  label: string;
  /** What the button shows; its label if nothing. */
  children?: ReactNode;
  entries: (MenuEntry | "line")[];
  look?: "edge" | "quiet" | "bare";
  icon?: IconName;
  className?: string;
  /** No small arrow; for icon-only buttons. */
  bare?: boolean;
}

export function Menu({ label, children, entries, look = "edge", icon, className, bare }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton aria-label={label} className={cx("button", look !== "bare" && `button-${look}`, bare && "icon-button", className)}>
        {icon && <Icon name={icon} />}
        {children ?? (bare ? null : label)}
        {!bare && <Icon name="down" className="icon-small" />}
      </AriaButton>
      <Popover className="popover" offset={4}>
        <AriaMenu className="menu" aria-label={label}>
          {entries.map((entry, at) => entry === "line"
            ? <Separator key={`line-${at}`} className="menu-line" />
            : <MenuLine key={entry.id} entry={entry} />)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function MenuLine({ entry }: { entry: MenuEntry }) {
  return (
    <MenuItem id={entry.id} className="menu-item" textValue={entry.label} isDisabled={entry.disabled ?? false} onAction={entry.onAction}>
      <span className="menu-mark">{entry.chosen ? <Icon name="check" /> : entry.icon && <Icon name={entry.icon} />}</span>
      <span className="menu-words">{entry.label}{entry.hint && <small>{entry.hint}</small>}</span>
      {entry.keys && <KeyCap keys={entry.keys} />}
    </MenuItem>
  );
}
