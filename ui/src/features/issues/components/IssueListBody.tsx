import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { Icon } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import { Said } from "@/components/Said";
import { Failure } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import type { Issue, Project } from "@/lib/api/types";
import { chooseDensity, readDensity } from "@/lib/density";
import { useIssueChanges } from "@/lib/issue-changes";
import { COUNTED, type Change, type IssueFilter } from "@/lib/issues";
import { useKeys } from "@/lib/keyboard";
import { useLive, useThrottled } from "@/lib/live";
import { useNotices } from "@/lib/notices";
import { whole } from "@/lib/numbers";
import { leaveTrail } from "@/lib/trail";
import { MEMBERS_ONLY, useCan } from "@/lib/session";
import { useIssueGroups } from "../api/groups";
import { useForgetOnChange } from "@/lib/steady-list";
import { selectionKeys, useSelection } from "@/lib/selection";
import { labelOf, SORTS } from "../views";
import { BulkBar } from "./BulkBar";
import { EmptyList } from "./EmptyList";
import { GroupSection, ListHead, ListSkeleton } from "./GroupSection";
import { MergeDialog, mergeRefusal } from "./MergeDialog";
import type { ListScope } from "./ScopeMenus";
import { SearchField } from "@/components/search/SearchField";

interface Props {
  org: string;
  filter: IssueFilter;
  ready: boolean;
  grouped: boolean;
  byTurn: boolean;
  onByTurn: (on: boolean) => void;
  projects: readonly Project[];
  search: ListScope;
  onChange: (part: ListScope) => void;
}

export function IssueListBody({ org, filter, ready, grouped, byTurn, onByTurn, projects, search, onChange }: Props) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const sortedBy = labelOf(SORTS, filter.sort).toLowerCase();
  const listKey = JSON.stringify([filter, grouped]);
  useForgetOnChange(listKey);
  const groups = useIssueGroups(org, filter, grouped, sortedBy, ready);
  const rows = groups.flatMap((group) => group.list.rows);
  const total = groups.every((group) => group.list.total !== null) ? groups.reduce((sum, group) => sum + Math.min(group.list.total ?? 0, COUNTED), 0) : null;
  const beyond = groups.some((group) => (group.list.total ?? 0) > COUNTED);
  const inAll = `${whole(total ?? 0)}${beyond ? "+" : ""}`;
  const fresh = groups.reduce((sum, group) => sum + group.list.fresh, 0);
  const selection = useSelection(rows, listKey);
  const changes = useIssueChanges(org);
  const { tell } = useNotices();
  const [asking, setAsking] = useState<"assign" | "ignore" | "merge" | null>(null);
  const [density, setDensity] = useState(readDensity);
  const renew = useThrottled(2_000, () => void client.invalidateQueries({ queryKey: ["issues", org] }));
  const live = useLive(org, { issues: renew });

  const showNew = () => groups.forEach((group) => group.list.showNew());
  const open = (issue: Issue) => {
    leaveTrail({ ids: rows.map((one) => one.shortId), total: total ?? rows.length, beyond, search: { ...search } });
    void navigate({ to: "/$org/issues/$issue", params: { org, issue: issue.shortId }, search: {} });
  };
  const apply = (change: Change) => {
    setAsking(null);
    if (selection.all && total !== null) changes.changeAll(filter, `${inAll} ${total === 1 ? "issue" : "issues"}`, change);
    else changes.change(selection.targets, change);
    selection.clear();
  };
  const merge = () => {
    setAsking(null);
    changes.merge(selection.targets, showNew);
    selection.clear();
  };
  const may = useCan("member");
  const cannotMerge = may ? mergeRefusal(selection.targets, selection.all) : MEMBERS_ONLY;
  const toggleDensity = () => {
    const next = density === "dense" ? "roomy" : "dense";
    chooseDensity(next);
    setDensity(next);
  };
  const ask = (what: "assign" | "ignore") => {
    if (!may) return tell(MEMBERS_ONLY, { tone: "failed" });
    selection.ensure();
    setAsking(what);
  };

  useKeys({
    ...selectionKeys(selection, open),
    e: () => apply({ kind: "resolve" }),
    w: () => apply({ kind: "acknowledge" }),
    i: () => ask("ignore"),
    a: () => ask("assign"),
    m: () => (cannotMerge === null ? setAsking("merge") : tell(cannotMerge, { tone: "failed" })),
    d: toggleDensity,
    ".": showNew,
    "/": () => field.current?.focus(),
  });

  const error = groups.find((group) => group.list.error)?.list.error ?? null;
  const mistake = error instanceof Problem && error.status === 400 ? error : null;
  const pending = groups.some((group) => group.list.pending) || !ready;
  const answered = groups.some((group) => group.list.asOf !== null);

  return (
    <>
      <div className="bar">
        <SearchField about="issues" ref={field} org={org} value={filter.query} onChange={(query) => onChange({ query })} mistake={mistake} />
        <Menu
          label="Sort by"
          trigger={
            <button type="button" className="btn" aria-label={`Sort: ${labelOf(SORTS, filter.sort)}`}>
              <Icon name="sort" />
              <span className="wide">{labelOf(SORTS, filter.sort)}</span>
            </button>
          }
        >
          <MenuChoice value={filter.sort} onChange={(value) => onChange({ sort: value as ListScope["sort"] })} options={SORTS} />
        </Menu>
        <button type="button" className="btn wide" aria-pressed={byTurn} title="Group by whose turn it is" onClick={() => onByTurn(!byTurn)}>
          <Icon name="users" />
          Whose turn
        </button>
        <button type="button" className="btn icon wide" aria-pressed={density === "dense"} aria-label="Dense rows" title="Dense rows, one line each · d" onClick={toggleDensity}>
          <Icon name="rows" />
        </button>
      </div>
      <Said
        all={total !== null && selection.size > 0 && !selection.all && (beyond || total > selection.size) ? { words: `Select all ${inAll} that match`, choose: selection.selectAll } : undefined}
        fresh={selection.size > 0 ? 0 : fresh}
        onShowNew={showNew}
        live={live}
        asOf={groups[0]?.list.asOf ?? null}
      >
        {pending && !answered ? "Asking…" : selection.size > 0 ? `${selection.all ? inAll : whole(selection.size)} of ${inAll} selected` : total !== null && `${inAll} ${total === 1 ? "issue" : "issues"}`}
      </Said>
      {error && !mistake && (
        <div className="pad">
          <Failure error={error} title="The issues cannot be listed right now" retry={() => groups.forEach((group) => group.list.retry())}>
            Nothing is lost: events are accepted and stored without this list.
          </Failure>
        </div>
      )}
      {answered && (total ?? rows.length) > 0 && (
        <div className={selection.size > 0 ? "list any" : "list"}>
          <ListHead range={filter.range} />
          {groups.map((group) => (
            <GroupSection key={group.id} org={org} group={group} range={filter.range} headed={grouped} rowPx={density === "dense" ? 32 : 48} selection={selection} onOpen={open} onAssign={(issue, to) => changes.change([issue], { kind: "assign", to })} />
          ))}
        </div>
      )}
      {!answered && pending && !error && <ListSkeleton />}
      {answered && !pending && !error && total === 0 && rows.length === 0 && <EmptyList org={org} filter={filter} projects={projects} search={search} onChange={onChange} />}
      {selection.size > 0 && (
        <BulkBar
          count={selection.all ? inAll : whole(selection.size)}
          resolved={selection.targets.every((one) => one.state === "resolved" || one.state === "ignored")}
          asking={asking === "merge" ? null : asking}
          onAsking={setAsking}
          onChange={apply}
          mergeRefusal={cannotMerge}
          onMerge={() => setAsking("merge")}
          onClear={selection.clear}
        />
      )}
      {asking === "merge" && <MergeDialog issues={selection.targets} onMerge={merge} onClose={() => setAsking(null)} />}
      <div className="keys" aria-hidden="true">
        <span>
          <kbd>j</kbd> <kbd>k</kbd> move
        </span>
        <span>
          <kbd>x</kbd> select
        </span>
        <span>
          <kbd>↵</kbd> open
        </span>
        <span>
          <kbd>e</kbd> resolve
        </span>
        <span>
          <kbd>a</kbd> assign
        </span>
        <span>
          <kbd>i</kbd> ignore
        </span>
        <span className="grow" />
        <span>
          <kbd>?</kbd> all keys
        </span>
      </div>
    </>
  );
}
