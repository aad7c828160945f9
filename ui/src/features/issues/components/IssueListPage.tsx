import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { Page } from "@/components/Page";
import { useProjects } from "@/lib/projects";
import { useOrg } from "@/lib/session";
import type { IssueFilter } from "@/lib/issues";
import { savedViewsQuery } from "../api/saved-views";
import { DEFAULT_QUERY, groupsByTurn } from "../views";
import { IssueListBody } from "./IssueListBody";
import { ScopeMenus } from "./ScopeMenus";
import { Views } from "./Views";

/** What needs me? */
export function IssueListPage() {
  const org = useOrg().slug;
  const search = useSearch({ from: "/$org/issues" });
  const navigate = useNavigate({ from: "/$org/issues" });
  const projects = useProjects(org);
  const slugs = search.project ?? [];
  const ids = projects.filter((one) => slugs.includes(one.slug)).map((one) => one.id);
  const { data: saved = [], isPending: viewsPending } = useQuery(savedViewsQuery(org));
  const view = saved.find((one) => one.id === search.view);
  const filter: IssueFilter = {
    query: search.query ?? view?.query ?? DEFAULT_QUERY,
    sort: search.sort ?? view?.sort ?? "date",
    range: search.range ?? "14d",
    project: ids,
    environment: search.environment ?? [],
  };
  const [byTurn, setByTurn] = useState(search.group !== "none");
  const grouped = byTurn && groupsByTurn(filter.query);
  // The address is of people (slugs), the question of the API (ids): wait for the lists that translate.
  const ready = (slugs.length === 0 || ids.length === slugs.length) && !(search.view && viewsPending);

  const change = (part: Partial<typeof search>) => void navigate({ to: "/$org/issues", params: { org }, search: (old) => ({ ...old, ...part }) });

  return (
    <Page
      title="Issues"
      actions={
        <>
          <ScopeMenus org={org} search={search} projects={projects} onChange={change} />
          <CopyButton className="btn quiet wide" bare icon="link" label="Copy a link to this list" text={() => window.location.href} />
        </>
      }
    >
      <Views org={org} filter={filter} ready={ready} saved={saved} current={view} onChange={change} />
      {search.view && !viewsPending && !view && <p className="pad muted">The view of this address was deleted, or is somebody’s own. These are the issues it would begin from.</p>}
      <IssueListBody
        key={org}
        org={org}
        filter={filter}
        ready={ready}
        grouped={grouped}
        byTurn={byTurn}
        onByTurn={(on) => {
          setByTurn(on);
          change({ group: on ? undefined : "none" });
        }}
        projects={projects}
        search={search}
        onChange={change}
      />
    </Page>
  );
}
