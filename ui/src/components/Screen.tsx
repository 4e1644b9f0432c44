/** The frame of a place: top bar with title and actions, an optional toolbar, content, an inspector, a foot. */
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from "react";

export interface ScreenProps {
  title: ReactNode;
  /** Beside the title: menus, counts. */
  beside?: ReactNode;
  /** Right end of the top bar. */
  actions?: ReactNode;
  toolbar?: ReactNode;
  inspector?: ReactNode;
  /** Lies under content and inspector, like the cut bar. */
  foot?: ReactNode;
  children: ReactNode;
}

export function Screen({ title, beside, actions, toolbar, inspector, foot, children }: ScreenProps) {
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  return (
    <div className="screen">
      <header className="topbar">
        {typeof title === "string" ? <h1 className="topbar-title">{title}</h1> : title}
        {beside && <div className="topbar-beside">{beside}</div>}
        {actions && <div className="topbar-actions">{actions}</div>}
      </header>
      <div className="screen-middle">
        <main ref={main} className="screen-main" data-pane tabIndex={-1} onKeyDown={handOn}>
          {toolbar && <div className="toolbar">{toolbar}</div>}
          {children}
        </main>
        {inspector}
      </div>
      {foot}
    </div>
  );
}

/** How long a closing dialog or palette may take to give the focus back. */
const SETTLED = 60;

/**
 * A place that replaces another, or its own waiting state, takes over the focus that went with it, so that keys and
 * readers go on here. A focus that is somewhere stays where it is.
 */
function useArrival(main: { current: HTMLElement | null }): void {
  useEffect(() => {
    const take = () => {
      if (document.activeElement === null || document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    };
    take();
    const timer = setTimeout(take, SETTLED);
    return () => clearTimeout(timer);
  }, [main]);
}

/** Keys of a table: moves, single letters and signs. */
const OF_TABLES = /^(?:Arrow(?:Up|Down)|Page(?:Up|Down)|Home|End|Enter|Delete|Escape|\S)$/;

/** Keys struck while the pane itself has the focus are meant for its table, or what takes keys instead: that gets both. */
function handOn(event: KeyboardEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || !OF_TABLES.test(event.key)) return;
  const row = event.currentTarget.querySelector<HTMLElement>('[role="grid"] [tabindex="0"], [data-takes-keys]');
  if (!row) return;
  const { key, code, shiftKey } = event;
  const taken = !row.dispatchEvent(new window.KeyboardEvent("keydown", { key, code, shiftKey, bubbles: true, cancelable: true }));
  if (!taken) return;
  event.preventDefault();
  if (document.activeElement === event.currentTarget) row.focus({ preventScroll: true });
}
