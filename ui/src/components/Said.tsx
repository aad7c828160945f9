import type { ReactNode } from "react";
import { whole } from "@/lib/numbers";
import { clock } from "@/lib/time";

interface Props {
  /** What the list holds, or how much of it is chosen. */
  children: ReactNode;
  /** The way to choose all that match; missing where there is no need of it. */
  all?: { words: string; choose: () => void } | undefined;
  /** Rows that wait; none is said while something is chosen. */
  fresh: number;
  onShowNew: () => void;
  live: boolean;
  asOf: Date | null;
}

/** The line over a list: what it holds, what is new, how fresh it is. */
export function Said({ children, all, fresh, onShowNew, live, asOf }: Props) {
  return (
    <div className="said">
      <span className="num" role="status">
        {children}
      </span>
      {all && (
        <button type="button" className="fresh" onClick={all.choose}>
          {all.words}
        </button>
      )}
      <span role="status" aria-live="polite">
        {fresh > 0 && (
          <button type="button" className="fresh" title="Rows never move under your pointer. Press . to show" onClick={onShowNew}>
            {whole(fresh)} new · show <kbd>.</kbd>
          </button>
        )}
      </span>
      <span className="grow" />
      {asOf && (
        <span className="wide num">
          {live ? "Live · as of" : "As of"} {clock(asOf)}
        </span>
      )}
    </div>
  );
}
