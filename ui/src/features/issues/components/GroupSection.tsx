import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Icon } from "@/components/Icon";
import { useSlow } from "@/components/states";
import type { Assignee, Issue } from "@/lib/api/types";
import { short } from "@/lib/numbers";
import type { IssueGroup } from "../api/groups";
import type { Selection } from "@/lib/selection";
import { labelOf, RANGES } from "../views";
import { IssueRow } from "./IssueRow";

const VIRTUAL_FROM = 100;

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
            {group.title} <span className="faint num">{short(total)}</span>
          </button>
          <span className="grow" />
          <span className="faint wide">{group.hint}</span>
        </h2>
      )}
      {!folded && (list.rows.length > VIRTUAL_FROM ? <VirtualRows key={rowPx} rowPx={rowPx} rows={list.rows} row={row} cursorId={selection.cursor?.id ?? null} /> : <ul>{list.rows.map(row)}</ul>)}
      {!folded && list.hasMore && <More group={group} auto={group.id === "all" || group.id === "others"} rest={Math.max(0, total - list.rows.length)} />}
    </section>
  );
}

/** Only the rows near the window are in the page. */
function VirtualRows({ rowPx, rows, row, cursorId }: { rowPx: number; rows: readonly Issue[]; row: (issue: Issue) => ReactNode; cursorId: string | null }) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    setOffset((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [rows.length]);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowPx, overscan: 12, scrollMargin: offset, getItemKey: (at) => rows[at]?.id ?? at });
  useEffect(() => {
    const at = rows.findIndex((one) => one.id === cursorId);
    if (at > 0 && !document.getElementById(`row-${cursorId}`)) virtual.scrollToIndex(at);
    // Only a move of the cursor scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorId]);
  return (
    <ul ref={list} className="virtual" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const issue = rows[item.index];
        return (
          issue && (
            <li key={item.key} data-index={item.index} ref={virtual.measureElement} aria-setsize={rows.length} aria-posinset={item.index + 1} style={{ transform: `translateY(${item.start - offset}px)` }}>
              <ul>{row(issue)}</ul>
            </li>
          )
        );
      })}
    </ul>
  );
}

function More({ group, auto, rest }: { group: IssueGroup; auto: boolean; rest: number }) {
  const button = useRef<HTMLButtonElement>(null);
  const { loadMore, loadingMore } = group.list;
  useEffect(() => {
    const element = button.current;
    if (!auto || !element || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && loadMore(), { rootMargin: "600px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [auto, loadMore, rest]);
  return (
    <button ref={button} type="button" className="more" disabled={loadingMore} onClick={loadMore}>
      {loadingMore ? "Asking…" : `${short(rest)} more · show`}
    </button>
  );
}

/** Eight rows at their real height. */
export function ListSkeleton() {
  const visible = useSlow(true);
  return (
    <div className="list" role="status" aria-label="Loading the issues" style={{ visibility: visible ? "visible" : "hidden" }}>
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
