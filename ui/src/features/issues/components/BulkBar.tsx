import { AssignPicker } from "@/components/AssignPicker";
import { Icon } from "@/components/Icon";
import { IgnoreMenu } from "@/components/IgnoreMenu";
import type { Change } from "@/lib/issues";
import { useMembersOnly } from "@/lib/session";

interface Props {
  /** In words: `1,000+`. */
  count: string;
  /** Whether all of them are closed, so that opening again is the likely wish. */
  resolved: boolean;
  asking: "assign" | "ignore" | null;
  onAsking: (what: "assign" | "ignore" | null) => void;
  onChange: (change: Change) => void;
  /** Why they cannot be merged; null when they can. */
  mergeRefusal: string | null;
  onMerge: () => void;
  onClear: () => void;
}

/** What will happen to how many. */
export function BulkBar({ count, resolved, asking, onAsking, onChange, mergeRefusal, onMerge, onClear }: Props) {
  const shut = useMembersOnly();
  return (
    <div className="bulk" role="toolbar" aria-label={`${count} issues selected`}>
      <span className="cnt num">
        {count}
        <span className="tx"> selected</span>
      </span>
      {resolved ? (
        <button type="button" className="btn" {...shut} onClick={() => onChange({ kind: "reopen" })}>
          <Icon name="back" />
          Open again
        </button>
      ) : (
        <button type="button" className="btn" {...shut} onClick={() => onChange({ kind: "resolve" })}>
          <Icon name="check" />
          Resolve <kbd>e</kbd>
        </button>
      )}
      <IgnoreMenu
        side="top"
        open={asking === "ignore"}
        onOpenChange={(open) => onAsking(open ? "ignore" : null)}
        onPick={(until) => onChange({ kind: "ignore", until })}
        trigger={
          <button type="button" className="btn" aria-label="Ignore… (i)" {...shut}>
            <Icon name="mute" />
            <span className="tx">Ignore… </span>
            <kbd>i</kbd>
          </button>
        }
      />
      <AssignPicker
        side="top"
        open={asking === "assign"}
        onOpenChange={(open) => onAsking(open ? "assign" : null)}
        onPick={(to) => onChange({ kind: "assign", to })}
        trigger={
          <button type="button" className="btn" aria-label="Assign… (a)" {...shut}>
            <Icon name="user" />
            <span className="tx">Assign… </span>
            <kbd>a</kbd>
          </button>
        }
      />
      <button type="button" className="btn" aria-label="Merge… (m)" disabled={mergeRefusal !== null} title={mergeRefusal ?? "Make one issue of them"} onClick={onMerge} {...shut}>
        <Icon name="merge" />
        <span className="tx">Merge… </span>
        <kbd>m</kbd>
      </button>
      <button type="button" className="btn icon" aria-label="Clear the selection (Esc)" onClick={onClear}>
        <Icon name="x" />
      </button>
    </div>
  );
}
