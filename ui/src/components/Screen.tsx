/** The frame of a place: top bar with title and actions, an optional toolbar, content, an inspector, a foot. */
import type { ReactNode } from "react";

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
  return (
    <div className="screen">
      <header className="topbar">
        {typeof title === "string" ? <h1 className="topbar-title">{title}</h1> : title}
        {beside && <div className="topbar-beside">{beside}</div>}
        {actions && <div className="topbar-actions">{actions}</div>}
      </header>
      <div className="screen-middle">
        <main className="screen-main" data-pane tabIndex={-1}>
          {toolbar && <div className="toolbar">{toolbar}</div>}
          {children}
        </main>
        {inspector}
      </div>
      {foot}
    </div>
  );
}
