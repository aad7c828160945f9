import { useEffect, useState } from "react";
import { useKeys } from "@/lib/keyboard";
import { UNDO_SECONDS, useNotices } from "@/lib/notices";
import { Icon } from "./Icon";

/** What has just been done, for ten seconds, with the way back. */
export function NoticeBar() {
  const { current, dismiss } = useNotices();
  useKeys(current?.undo ? { z: current.undo } : {});
  return (
    <div className="notice-slot" role="status" aria-live="polite">
      {current && (
        <div className={`notice ${current.tone}`}>
          <Icon name={current.tone === "done" ? "check" : "tri"} />
          <span className="grow">{current.text}</span>
          {current.undo && (
            <button type="button" className="btn" onClick={current.undo}>
              Undo <kbd>z</kbd> <Seconds key={current.id} />
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

function Seconds() {
  const [left, setLeft] = useState(UNDO_SECONDS);
  useEffect(() => {
    const timer = window.setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <span className="num secs" aria-hidden="true">
      {left} s
    </span>
  );
}
