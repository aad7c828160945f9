import { useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { useHandBack } from "@/lib/focus";
import { Confirm } from "./Dialog";

interface Props {
  className: string;
  /** Whether something was entered that would be lost. */
  touched: boolean;
  onSubmit: () => void;
  /** Leave it as it was. */
  onLeave: () => void;
  children: ReactNode;
}

/** A form in the place of its button. Esc leaves it, and asks first where something was entered. */
export function InlineForm({ className, touched, onSubmit, onLeave, children }: Props) {
  const form = useHandBack();
  const [asking, setAsking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (touched) setAsking(true);
    else onLeave();
  };
  return (
    <>
      {/* Listens to what is pressed in its fields. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form ref={form} className={className} onSubmit={submit} onKeyDown={leave}>
        {children}
      </form>
      <Confirm open={asking} onClose={() => setAsking(false)} title="Leave without saving?" action="Leave it" keep="Keep writing" onConfirm={onLeave}>
        What was entered here is forgotten.
      </Confirm>
    </>
  );
}
