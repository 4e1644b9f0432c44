/** The states a screen can be in besides filled: empty, failed, loading. */
import { useState, type ReactNode } from "react";
import { failureDetails, type Failure } from "../api";
import { say, sayFailure } from "../texts/say";
import { Button } from "./Button";
import { cx } from "./cx";
import { Icon, type IconName } from "./Icon";

/** What will be here, one action, and an example in a line. Never a picture alone. */
export function EmptyState({ icon, title, children, action, className }: {
  icon?: IconName; title: string; children?: ReactNode; action?: ReactNode; className?: string;
}) {
  return (
    <section className={cx("empty", className)}>
      {icon && <Icon name={icon} className="empty-icon" />}
      <h2 className="empty-title">{title}</h2>
      {children && <div className="empty-words">{children}</div>}
      {action && <div className="empty-actions">{action}</div>}
    </section>
  );
}

/** What happened, what was kept, what to press; the technical words only on demand. */
export function ErrorState({ failure, onRetry, title, compact }: {
  failure: Failure; onRetry?: () => void; title?: string; compact?: boolean;
}) {
  return (
    <section className={cx("error-state", compact && "error-compact")} role="alert">
      <Icon name="warn" />
      <div>
        {!compact && <h2 className="error-title">{title ?? say("state.failed_title")}</h2>}
        <p className="error-words">{sayFailure(failure)}</p>
        <div className="error-actions">
          {onRetry && <Button onClick={onRetry}>{say("action.try_again")}</Button>}
          <CopyDetails failure={failure} />
        </div>
      </div>
    </section>
  );
}

/** Puts code and numbers of a failure on the clipboard. */
export function CopyDetails({ failure }: { failure: Failure }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(failureDetails(failure)).then(() => setCopied(true), () => setCopied(false));
  return <Button look="quiet" icon={copied ? "check" : "copy"} onClick={copy}>{say(copied ? "action.copied" : "action.copy_details")}</Button>;
}

/** Grey bars where words will be. */
export function Skeleton({ lines = 3, label }: { lines?: number; label?: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label ?? say("state.loading")}>
      {Array.from({ length: lines }, (_, line) => <span key={line} className="skeleton-line" style={{ width: `${92 - ((line * 23) % 48)}%` }} />)}
    </div>
  );
}
