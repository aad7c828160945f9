import type { ReactNode } from "react";

interface Props {
  id: string;
  title: ReactNode;
  /** Grey words after the title. */
  note?: ReactNode;
  actions?: ReactNode;
  hidden?: boolean;
  children: ReactNode;
}

export function Section({ id, title, note, actions, hidden, children }: Props) {
  return (
    <section className="sec" id={id} aria-labelledby={`h-${id}`} hidden={hidden}>
      <header>
        <h2 id={`h-${id}`}>{title}</h2>
        {note && <span className="faint num clip">{note}</span>}
        <span className="grow" />
        {actions}
      </header>
      {children}
    </section>
  );
}
