import { Confirm } from "@/components/Dialog";
import type { Issue } from "@/lib/api/types";
import { count, whole } from "@/lib/numbers";

interface Props {
  issues: readonly Issue[];
  onMerge: () => void;
  onClose: () => void;
}

const NAMED = 3;

/** What will become of which, and what cannot be undone. */
export function MergeDialog({ issues, onMerge, onClose }: Props) {
  const [kept, ...others] = [...issues].sort(byAge);
  if (!kept) return null;
  const events = issues.reduce((sum, one) => sum + Number(one.count), 0);
  const names = others.slice(0, NAMED).map((one) => one.shortId).join(", ") + (others.length > NAMED ? ` and ${others.length - NAMED} more` : "");
  return (
    <Confirm open onClose={onClose} title={`Merge ${whole(issues.length)} issues into ${kept.shortId}?`} keep="Keep them apart" action={`Merge ${whole(issues.length)} issues`} onConfirm={onMerge}>
      <p>
        {kept.shortId} is the oldest: it stays as it is and takes the events, users and comments of {names}, {count(events, "event")} in all. Links to {others.length === 1 ? "that one" : "those"} lead to it, and new events like theirs come to it.
      </p>
      <p>What has been counted together cannot be told apart again. New events can: “Why grouped so” on the issue splits them off.</p>
    </Confirm>
  );
}

/** As the server chooses: the first seen stays. */
function byAge(a: Issue, b: Issue): number {
  return Date.parse(a.firstSeen) - Date.parse(b.firstSeen) || Number(a.id) - Number(b.id);
}

/** Why these cannot be merged; null when they can. */
export function mergeRefusal(issues: readonly Issue[], all: boolean): string | null {
  if (all) return "Select the issues one by one to merge them";
  if (issues.length < 2) return "Merging needs two issues";
  if (new Set(issues.map((one) => one.project.id)).size > 1) return "Only issues of one project can be merged";
  return null;
}
