import { Icon } from "@/components/Icon";
import type { Issue } from "@/lib/api/types";
import type { Change } from "@/lib/issues";
import { useMembersOnly } from "@/lib/session";

/** The likeliest acts, at the foot of a small screen. */
export function StickyActs({ issue, onTake, onChange }: { issue: Issue; onTake: () => void; onChange: (change: Change) => void }) {
  const shut = useMembersOnly();
  return (
    <div className="stickact">
      {!issue.assignedTo && (
        <button type="button" className="btn" {...shut} onClick={onTake}>
          Take it
        </button>
      )}
      {issue.state === "new" && (
        <button type="button" className="btn" {...shut} onClick={() => onChange({ kind: "acknowledge" })}>
          Acknowledge
        </button>
      )}
      {issue.state === "resolved" || issue.state === "ignored" ? (
        <button type="button" className="btn pri" {...shut} onClick={() => onChange({ kind: "reopen" })}>
          Open again
        </button>
      ) : (
        <button type="button" className="btn pri" {...shut} onClick={() => onChange({ kind: "resolve" })}>
          <Icon name="check" />
          Resolve
        </button>
      )}
    </div>
  );
}
