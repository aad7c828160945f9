import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/Icon";
import { NothingYet, silentProject } from "@/components/NothingYet";
import { Empty } from "@/components/states";
import { Time } from "@/components/Time";
import { get } from "@/lib/api/client";
import type { Project, Pulse } from "@/lib/api/types";
import { issueCount, matches, type IssueFilter } from "@/lib/issues";
import { short } from "@/lib/numbers";
import { tokenize, without } from "@/lib/search";
import { DEFAULT_QUERY } from "../views";
import type { ListScope } from "./ScopeMenus";

interface Props {
  org: string;
  filter: IssueFilter;
  projects: readonly Project[];
  search: ListScope;
  onChange: (part: ListScope) => void;
}

/** Nothing matches: why one may believe that, and what would show more. */
export function EmptyList({ org, filter, projects, search, onChange }: Props) {
  const { data: pulse } = useQuery({
    queryKey: ["pulse", org],
    queryFn: ({ signal }) => get<Pulse>(`/organizations/${org}/pulse/`, undefined, signal),
    staleTime: 10_000,
  });
  const chosen = projects.find((one) => one.slug === search.project?.[0]);
  const silent = silentProject(projects, chosen?.slug);
  if (silent || projects.length === 0) return <NothingYet org={org} project={silent} />;
  return (
    <Empty title={titleOf(filter, chosen)} actions={<Widen org={org} filter={filter} search={search} onChange={onChange} />}>
      <p>
        {pulse?.lastEvent ? (
          <>
            Events do arrive: the last one came <Time at={pulse.lastEvent} withAgo />. None of their issues matches.
          </>
        ) : (
          "No issue matches this search."
        )}
      </p>
      {pulse && (
        <div className="hstack wrap proof">
          <span className="badge ok">
            <Icon name="check" small />
            {short(pulse.perMinute.at(-2) ?? 0)} events a minute
          </span>
          <span className="badge ok">
            <Icon name="check" small />
            {projects.filter((one) => one.firstEvent).length} of {projects.length} projects have reported
          </span>
        </div>
      )}
    </Empty>
  );
}

function titleOf(filter: IssueFilter, project: Project | undefined): string {
  const where = project ? ` in ${project.slug}` : "";
  const when = filter.environment[0] ? ` in ${filter.environment[0]}` : "";
  const names: Record<string, string> = {
    "is:unresolved": "Nothing is unresolved",
    "is:unresolved assigned:me": "Nothing is waiting for you",
    "is:new": "Nothing new",
    "is:regressed": "Nothing has come back",
    "is:resolved": "Nothing has been resolved yet",
    "is:ignored": "Nothing is ignored",
  };
  return (names[filter.query.trim()] ?? "No issue matches") + where + when;
}

/** Each way to see more, with how much it would show. */
function Widen({ org, filter, search, onChange }: Omit<Props, "projects">) {
  const tokens = tokenize(filter.query);
  const options: { label: string; filter: IssueFilter; change: ListScope }[] = [];
  const last = tokens.findLastIndex((one) => one.kind !== "bracket" && one.kind !== "operator" && one.key !== "is");
  if (last !== -1) {
    const query = without(filter.query, last);
    options.push({ label: `Drop ${tokens[last]?.text ?? ""}`, filter: { ...filter, query }, change: { query } });
  }
  if (filter.environment.length > 0) options.push({ label: "All environments", filter: { ...filter, environment: [] }, change: { environment: undefined } });
  if (search.project) options.push({ label: "All projects", filter: { ...filter, project: [] }, change: { project: undefined } });
  if (filter.query !== DEFAULT_QUERY) options.push({ label: "All unresolved", filter: { ...filter, query: DEFAULT_QUERY }, change: { query: DEFAULT_QUERY } });
  else options.push({ label: "Include resolved", filter: { ...filter, query: "" }, change: { query: "" } });
  return options.map((option) => <WidenButton key={option.label} org={org} label={option.label} filter={option.filter} onClick={() => onChange(option.change)} />);
}

function WidenButton({ org, label, filter, onClick }: { org: string; label: string; filter: IssueFilter; onClick: () => void }) {
  const { data } = useQuery({
    queryKey: ["issue-counts", org, filter],
    queryFn: ({ signal }) => issueCount(org, filter, signal),
    staleTime: 30_000,
  });
  return (
    <button type="button" className="btn" onClick={onClick}>
      <span className="clip">{label}</span> <span className="faint num">{data === undefined || data === null ? "" : matches(data)}</span>
    </button>
  );
}
