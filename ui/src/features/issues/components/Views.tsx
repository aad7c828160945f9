import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { issueCount, type IssueFilter } from "@/lib/issues";
import { short } from "@/lib/numbers";
import { VIEWS, type View } from "../views";

interface Props {
  org: string;
  filter: IssueFilter;
  ready: boolean;
}

/** The views as tabs, each with how many it holds in the chosen projects and environments. */
export function Views({ org, filter, ready }: Props) {
  return (
    <nav className="views" aria-label="Views">
      {VIEWS.map((view) => (
        <ViewTab key={view.name} org={org} view={view} filter={filter} ready={ready} />
      ))}
    </nav>
  );
}

function ViewTab({ org, view, filter, ready }: { org: string; view: View; filter: IssueFilter; ready: boolean }) {
  const own = { ...filter, query: view.query, sort: "date" };
  const { data } = useQuery({
    queryKey: ["issue-counts", org, own],
    queryFn: ({ signal }) => issueCount(org, own, signal),
    enabled: ready,
    staleTime: 30_000,
  });
  const current = filter.query.trim() === view.query;
  return (
    <Link
      from="/$org/issues"
      to="/$org/issues"
      params={{ org }}
      search={(old) => ({ ...old, query: view.query })}
      activeProps={{}}
      {...(current ? { "aria-current": "page" as const } : {})}
    >
      {view.name}
      <span className="num">{data === undefined || data === null ? "" : short(data)}</span>
    </Link>
  );
}
