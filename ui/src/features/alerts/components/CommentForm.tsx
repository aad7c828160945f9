import { useState, type RefObject } from "react";
import type { AlertDetail } from "@/lib/api/types";
import { useDraft } from "@/lib/draft";
import type { useAlertChanges } from "../use-changes";

interface Props {
  alert: AlertDetail;
  act: ReturnType<typeof useAlertChanges>["act"];
  ref: RefObject<HTMLTextAreaElement | null>;
}

/** What somebody found out, for those who come after. */
export function CommentForm({ alert, act, ref }: Props) {
  const [text, setText] = useDraft(`alert.${alert.id}`);
  const [busy, setBusy] = useState(false);
  const post = async () => {
    setBusy(true);
    if (await act(alert, "comments", { text: text.trim() }, "Comment added")) setText("");
    setBusy(false);
  };
  return (
    <div className="say-it">
      <textarea
        ref={ref}
        className="field"
        rows={2}
        aria-label="Comment"
        placeholder="What you found, or what you do about it · m"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && text.trim()) void post();
        }}
      />
      <div className="hstack end">
        <button type="button" className="btn" disabled={busy || !text.trim()} onClick={() => void post()}>
          Comment
        </button>
      </div>
    </div>
  );
}
