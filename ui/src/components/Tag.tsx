/** A small label on a row; and a filter pill that can be taken away. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

export function Tag({ icon, children }: { icon?: IconName; children: ReactNode }) {
  return <span className="tag">{icon && <Icon name={icon} />}{children}</span>;
}

/** A filter in force. Pressing it takes it away; `label` says what that does. */
export function Pill({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <button type="button" className="pill" aria-label={label} onClick={onRemove}>
      <span className="pill-words">{children}</span><Icon name="cross" />
    </button>
  );
}
