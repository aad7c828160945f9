import { useEffect, type ReactNode } from "react";
import { Bird } from "@/components/Bird";
import { Scene } from "./Scene";

/** The two halves of a page without an account: the marsh, and what there is to do. */
export function LoginFrame({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Redshank`;
  }, [title]);
  return (
    <div className="login">
      <Scene />
      <main id="main">
        <div className="inner">
          <div className="hstack who">
            <Bird large />
            <b>Redshank</b>
          </div>
          <h1 className="ttl">{title}</h1>
          <p className="muted host">{window.location.host}</p>
          {children}
        </div>
      </main>
    </div>
  );
}
