import { useEffect, useRef, type ReactNode } from "react";
import { useLayer } from "@/lib/keyboard";

interface Props {
  open: boolean;
  onClose: () => void;
  label: string;
  className?: string;
  children: ReactNode;
}

/** The browser's own modal dialog: it holds the focus, makes the rest inert and closes with Esc. */
export function Dialog({ open, onClose, label, className = "dialog", children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayer(open);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !open) return;
    if (!dialog.open) dialog.showModal();
    return () => dialog.close();
  }, [open]);
  if (!open) return null;
  return (
    // A click on the veil lands on the dialog itself; keyboards close it with Esc.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={ref}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What and how many, and what cannot be undone. */
  children: ReactNode;
  /** What is done instead. */
  keep?: string;
  /** The verb with its object: `Delete the key`. */
  action: string;
  onConfirm: () => void;
}

export function Confirm({ open, onClose, title, children, keep = "Keep it", action, onConfirm }: ConfirmProps) {
  return (
    <Dialog open={open} onClose={onClose} label={title}>
      <div className="confirm">
        <h2>{title}</h2>
        <div className="muted">{children}</div>
        <div className="hstack end">
          <button type="button" className="btn" onClick={onClose}>
            {keep}
          </button>
          <button
            type="button"
            className="btn danger"
            onClick={() => {
              onConfirm();
              onClose();
            }}
          >
            {action}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
