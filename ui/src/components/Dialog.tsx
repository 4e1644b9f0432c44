/** A dialog over the window: focus is kept inside and given back, Escape closes. By React Aria. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { say } from "../texts/say";
import { IconButton, Button } from "./Button";
import { cx } from "./cx";

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  width?: "narrow" | "middle" | "wide";
  /** A question that must be answered: announced at once, no closing by a click beside it. */
  urgent?: boolean;
}

export function Dialog({ title, open, onClose, children, actions, width = "narrow", urgent }: DialogProps) {
  return (
    <ModalOverlay className="dialog-veil" isOpen={open} isDismissable={!urgent} onOpenChange={(is) => { if (!is) onClose(); }}>
      <Modal className={cx("dialog-box", `dialog-${width}`)}>
        <AriaDialog className="dialog" role={urgent ? "alertdialog" : "dialog"}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">{title}</Heading>
            <IconButton icon="cross" label={say("action.close")} onClick={onClose} />
          </header>
          <Body label={title}>{children}</Body>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What may be taller than the window: it is a stop of its own while it scrolls, so that keys scroll it too. */
function Body({ label, children }: { label: string; children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  // After each drawing, since what is inside may have come or gone.
  useEffect(() => {
    const node = body.current;
    if (!node || typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(() => setScrolls(node.scrollHeight > node.clientHeight + 1));
    [node, ...node.children].forEach((part) => observer.observe(part));
    return () => observer.disconnect();
  });
  return <div ref={body} className="dialog-body" {...(scrolls ? { tabIndex: 0, role: "group", "aria-label": label } : {})}>{children}</div>;
}

/** Asks before something is lost: names it, says what goes with it and what stays. */
export function ConfirmDialog({ title, open, onClose, onConfirm, action, children, busy }: {
  title: string; open: boolean; onClose: () => void; onConfirm: () => void; action: string; children: ReactNode; busy?: boolean;
}) {
  const actions = (
    <>
      <Button onClick={onClose} autoFocus>{say("action.cancel")}</Button>
      <Button look="solid" onClick={onConfirm} disabled={busy}>{action}</Button>
    </>
  );
  return <Dialog title={title} open={open} onClose={onClose} actions={actions} urgent>{children}</Dialog>;
}
