import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Icon } from "@/components/Icon";
import type { SavedView } from "@/lib/api/types";
import { issueCount, matches, type IssueFilter } from "@/lib/issues";
import { VIEWS } from "../views";
import { SaveView } from "./SaveView";
import type { ListScope } from "./ScopeMenus";

interface Props {
  org: string;
  filter: IssueFilter;
  ready: boolean;
  saved: readonly SavedView[];
  /** The saved view of the address. */
  current: SavedView | undefined;
  onChange: (part: ListScope) => void;
}

/** The views as tabs, each with how many it holds in the chosen projects and environments, and the way to keep one. */
export function Views({ org, filter, ready, saved, current, onChange }: Props) {
  const built = current ? undefined : VIEWS.find((one) => one.query === filter.query.trim());
  return (
    <div className="viewbar">
      <nav className="views" aria-label="Views">
        {VIEWS.map((view) => (
          <Tab key={view.name} org={org} name={view.name} query={view.query} to={{ query: view.query, view: undefined }} filter={filter} ready={ready} isCurrent={view === built} />
        ))}
        {saved.map((view) => (
          <Tab key={view.id} org={org} name={view.name} query={view.query} to={{ view: view.id, query: undefined, sort: undefined }} filter={filter} ready={ready} isCurrent={view === current} shared={view.shared} />
        ))}
      </nav>
      <SaveView org={org} filter={filter} current={current} fresh={!current && !built} onChange={onChange} />
    </div>
  );
}

interface TabProps {
  org: string;
  name: string;
  query: string;
  /** What of the address makes it this view. */
  to: ListScope;
  filter: IssueFilter;
  ready: boolean;
  isCurrent: boolean;
  shared?: boolean;
}

function Tab({ org, name, query, to, filter, ready, isCurrent, shared }: TabProps) {
  const link = useRef<HTMLAnchorElement>(null);
  const own = { ...filter, query, sort: "date" };
  const { data } = useQuery({
    queryKey: ["issue-counts", org, own],
    queryFn: ({ signal }) => issueCount(org, own, signal),
    enabled: ready,
    staleTime: 30_000,
  });
  useEffect(() => {
    const tabs = link.current?.parentElement;
    if (isCurrent && link.current && tabs) tabs.scrollLeft = link.current.offsetLeft - tabs.offsetLeft - 48;
  }, [isCurrent]);
  return (
    <Link
      ref={link}
      from="/$org/issues"
      to="/$org/issues"
      params={{ org }}
      search={(old) => ({ ...old, ...to })}
      activeProps={{}}
      {...(shared ? { title: "Shared with everybody in the organization" } : {})}
      {...(isCurrent ? { "aria-current": "page" as const } : {})}
    >
      {shared && <Icon name="users" small label="shared" />}
      {name}
      <span className="num">{data === undefined || data === null ? "" : matches(data)}</span>
    </Link>
  );
}
