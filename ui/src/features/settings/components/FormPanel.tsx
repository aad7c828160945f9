import { useId, type FormEvent, type ReactNode } from "react";
import { Refusal } from "@/components/Field";
import type { Saving } from "@/lib/saving";

interface Props {
  title: string;
  /** Said in faint words beside the title. */
  aside?: string | false;
  saving: Saving;
  onSubmit: (form: HTMLFormElement) => Promise<unknown>;
  /** The fields. */
  children: ReactNode;
  /** The buttons; one of them submits. */
  actions: ReactNode;
}

/** A panel that is one form: its fields, what the server refused, its buttons. */
export function FormPanel({ title, aside, saving, onSubmit, children, actions }: Props) {
  const id = useId();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onSubmit(event.currentTarget);
  };
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside && <span className="faint clip">{aside}</span>}
      </header>
      <form className="in" onSubmit={submit}>
        {children}
        <Refusal problem={saving.problem} />
        <div className="hstack end">{actions}</div>
      </form>
    </section>
  );
}
