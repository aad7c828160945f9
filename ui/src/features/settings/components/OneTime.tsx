import type { ReactNode } from "react";
import { CopyBox } from "@/components/CopyBox";

/** A secret that is shown once, with what it is. */
export function OneTime({ secret, what, children }: { secret: string; what: ReactNode; children: ReactNode }) {
  return (
    <div className="panel onetime">
      <div className="in">
        <b>{what}</b> <span className="muted">{children}</span>
        <CopyBox text={secret} />
      </div>
    </div>
  );
}
