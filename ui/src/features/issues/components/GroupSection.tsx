import { useState } from "react";
import { Icon } from "@/components/Icon";
import { More } from "@/components/More";
import { useSlow } from "@/components/states";
import { Rows } from "@/components/Rows";
import type { Assignee, Issue } from "@/lib/api/types";
import { COUNTED, matches } from "@/lib/issues";
import type { IssueGroup } from "../api/groups";
import type { Selection } from "@/lib/selection";
import { labelOf, RANGES } from "../views";
import { IssueRow } from "./IssueRow";

interface Props {
  org: string;
  group: IssueGroup;
  range: string;
  /** Whether the group shows its own heading. */
  headed: boolean;
  /** Height of a row. */
  rowPx: number;
  selection: Selection<Issue>;
  onOpen: (issue: Issue) => void;
  onAssign: (issue: Issue, to: Assignee | null) => void;
}

export function ListHead({ range }: { range: string }) {
  return (
    <div className="cols" aria-hidden="true">
      <span />
      <span />
      <span>Issue</span>
      <span />
      <span className="c-spark">{range === "24h" ? "24 hours" : range === "14d" ? "14 days" : labelOf(RANGES, range)}</span>
      <span className="n">Events</span>
      <span className="n c-users">Users</span>
      <span className="n c-seen">Last seen</span>
      <span />
    </div>
  );
}

/** One part of the list, with its heading, its rows and the way to more. */
export function GroupSection({ org, group, range, headed, rowPx, selection, onOpen, onAssign }: Props) {
  const [folded, setFolded] = useState(false);
  const { list } = group;
  const total = list.total ?? list.rows.length;
  if (headed && total === 0 && list.rows.length === 0) return null;
  const row = (issue: Issue) => (
    <IssueRow key={issue.id} org={org} issue={issue} range={range} current={selection.cursor?.id === issue.id} selected={selection.has(issue.id)} onToggle={selection.toggle} onOpen={onOpen} onAssign={onAssign} />
  );
  return (
    <section aria-label={group.title}>
      {headed && (
        <h2 className="grp">
          <button type="button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            <Icon name={folded ? "right" : "down"} small className="chev" />
            {group.title} <span className="faint num">{matches(total)}</span>
          </button>
          <span className="grow" />
          <span className="faint wide">{group.hint}</span>
        </h2>
      )}
      {!folded && <Rows rowPx={rowPx} rows={list.rows} row={row} cursorId={selection.cursor?.id ?? null} />}
      {!folded && list.hasMore && <More list={list} auto={group.id === "all" || group.id === "others"} rest={total > COUNTED ? null : Math.max(0, total - list.rows.length)} />}
    </section>
  );
}

/** Eight rows at their real height. */
export function ListSkeleton() {
  const visible = useSlow(true);
  return (
    <div role="status" aria-label="Loading the issues" style={{ visibility: visible ? "visible" : "hidden" }}>
      <div className="cols" />
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="row">
          <span />
          <span className="skel" style={{ width: 16, height: 16 }} />
          <span>
            <span className="skel" style={{ width: `${64 - ((index * 17) % 32)}%` }} />
            <span className="skel" style={{ width: "28%", marginTop: 8, height: 8 }} />
          </span>
        </div>
      ))}
    </div>
  );
}
