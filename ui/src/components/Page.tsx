import { useEffect, type ReactNode } from "react";

interface Props {
  /** Of the browser tab; and the heading unless `crumbs` stand there. */
  title: string;
  crumbs?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The right side of the frame: a sticky head, then the content. */
export function Page({ title, crumbs, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Redshank`;
  }, [title]);
  return (
    <div className="page">
      <header className="head">
        {crumbs ?? <h1>{title}</h1>}
        <span className="grow" />
        {actions}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
