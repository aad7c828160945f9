import { useEffect, useState } from "react";
import { useKeys } from "@/lib/keyboard";
import { UNDO_SECONDS, useNotices, type Notice } from "@/lib/notices";
import { Icon } from "./Icon";

const ICONS = { doing: "loop", done: "check", failed: "tri" } as const satisfies Record<Notice["tone"], string>;

/** What is being done, then what has been done, for ten seconds, with the way back. */
export function NoticeBar() {
  const { current, dismiss } = useNotices();
  useKeys(current?.undo ? { z: current.undo } : {});
  return (
    <div className="notice-slot" role="status" aria-live="polite">
      {current && (
        <div className={`notice ${current.tone}`}>
          <Icon name={ICONS[current.tone]} />
          <span className="grow">{current.text}</span>
          {current.undo && (
            <button type="button" className="btn" onClick={current.undo}>
              Undo <kbd>z</kbd> <Seconds key={current.id} runs={current.tone !== "doing"} />
            </button>
          )}
          <button type="button" className="btn icon" aria-label="Dismiss" onClick={dismiss}>
            <Icon name="x" />
          </button>
        </div>
      )}
    </div>
  );
}

function Seconds({ runs }: { runs: boolean }) {
  const [left, setLeft] = useState(UNDO_SECONDS);
  useEffect(() => {
    if (!runs) return;
    const timer = window.setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => window.clearInterval(timer);
  }, [runs]);
  return (
    <span className="num secs" aria-hidden="true">
      {left} s
    </span>
  );
}
