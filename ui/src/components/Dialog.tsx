/** A dialog over the window: focus is kept inside and given back, Escape closes. By React Aria. */
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { say } from "../texts/say";
import { IconButton, Button } from "./Button";
import { cx } from "./cx";
import { Scroller } from "./Scroller";

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
          <Scroller className="dialog-body" label={title}>{children}</Scroller>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
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
