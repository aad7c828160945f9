import { useLayoutEffect, useRef, type ReactNode } from "react";
import { openerOf, returnTo } from "@/lib/focus";
import { useLayer } from "@/lib/keyboard";
import { Refusal } from "./Field";

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
  const pressed = useRef<EventTarget | null>(null);
  useLayer(open);
  // In the layout phase: the focus goes back before a person can press the next key.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog || !open) return;
    const back = openerOf(document.activeElement);
    if (!dialog.open) dialog.showModal();
    return () => {
      const held = dialog.contains(document.activeElement) || document.activeElement === document.body;
      dialog.close();
      if (held) returnTo(back);
    };
  }, [open]);
  if (!open) return null;
  return (
    // A click on the veil lands on the dialog itself, and so does one that began within and ended outside, as marking text
    // may; keyboards close it with Esc.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events
    <dialog
      ref={ref}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        pressed.current = event.target;
      }}
      onClick={(event) => event.target === ref.current && pressed.current === ref.current && onClose()}
    >
      {children}
    </dialog>
  );
}

interface FormProps {
  title: string;
  onClose: () => void;
  /** Wider than a question: `sheet` with labels over the fields, `editor` where there is much to fill in. */
  size?: "sheet" | "editor";
  children: ReactNode;
  /** What the server refused. */
  problem?: string | null;
  /** Beside the title: how it stands. */
  badge?: ReactNode;
  /** At the left of the foot. */
  note?: ReactNode;
  /** Another deed, before the likeliest. */
  other?: ReactNode;
  /** What is done instead: `Keep it`. */
  keep?: string;
  /** The verb with its object: `Delete the key`. */
  action: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSubmit: (values: FormData) => void;
}

/** The frame of every dialog that asks something: a title, what it is about, what was refused, the way out and the deed. */
export function FormDialog({ title, onClose, size, children, problem = null, badge, note, other, keep = "Cancel", action, danger, disabled, onSubmit }: FormProps) {
  return (
    <Dialog open onClose={onClose} label={title} className={size ? `dialog ${size}` : "dialog"}>
      <form
        className="confirm"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(new FormData(event.currentTarget));
        }}
      >
        <div className="hstack wrap">
          <h2 className="grow">{title}</h2>
          {badge && <span className="badge">{badge}</span>}
        </div>
        {children}
        <Refusal problem={problem} />
        <div className="hstack end dialog-foot">
          {note && <span className="grow faint small-text">{note}</span>}
          <button type="button" className="btn" onClick={onClose}>
            {keep}
          </button>
          {other}
          <button type="submit" className={danger ? "btn danger" : "btn pri"} disabled={disabled}>
            {action}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface ConfirmProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What and how many, and what cannot be undone. */
  children: ReactNode;
  keep?: string;
  action: string;
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back. */
export function Confirm({ open, onClose, title, children, keep = "Keep it", action, onConfirm }: ConfirmProps) {
  if (!open) return null;
  const confirm = () => {
    onConfirm();
    onClose();
  };
  return (
    <FormDialog title={title} onClose={onClose} keep={keep} action={action} danger onSubmit={confirm}>
      <div className="muted">{children}</div>
    </FormDialog>
  );
}
