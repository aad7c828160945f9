import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { Page } from "@/components/Page";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import type { Issue } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { useOrg } from "@/lib/session";
import { issueQuery } from "../api/queries";
import { Crumbs } from "./Crumbs";
import { LoadedIssue } from "./LoadedIssue";

/** What happened, since when, whom does it hurt, whose turn is it? */
export function IssuePage() {
  const org = useOrg().slug;
  const { issue: id = "" } = useParams({ strict: false });
  const { data: issue, error, refetch } = useQuery(issueQuery(org, id));
  useOwnAddress(org, id, issue);
  if (issue) return <LoadedIssue key={issue.id} org={org} issue={issue} asked={id} reload={() => void refetch()} />;
  return (
    <Page title={id} crumbs={<Crumbs org={org} id={id} />}>
      {error instanceof Problem && error.status === 404 ? (
        <Empty
          alone
          title={`There is no issue ${id}`}
          actions={
            <Link className="btn pri" to="/$org/issues" params={{ org }} search={{}}>
              Go to the issues
            </Link>
          }
        >
          It may have been merged into another one, or deleted with its project.
        </Empty>
      ) : error ? (
        <div className="pad">
          <Failure error={error} title="The issue cannot be read right now" retry={() => void refetch()}>
            Nothing is lost: its events are stored.
          </Failure>
        </div>
      ) : (
        <div className="issue">
          <div className="body">
            <Skeleton lines={6} label="Loading the issue" />
          </div>
        </div>
      )}
    </Page>
  );
}

/** Puts the issue's own short id into the address, where it was asked for by a number or as one that was merged into it. */
function useOwnAddress(org: string, asked: string, issue: Issue | undefined): void {
  const { event } = useParams({ strict: false });
  const client = useQueryClient();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const own = issue?.shortId;
  useEffect(() => {
    if (!issue || !own || own === asked) return;
    client.setQueryData(issueQuery(org, own).queryKey, issue);
    const params = { org, issue: own };
    if (event) void navigate({ to: "/$org/issues/$issue/events/$event", params: { ...params, event }, search: (old) => old, replace: true });
    else void navigate({ to: "/$org/issues/$issue", params, search: (old) => old, replace: true });
    if (/[a-z]/i.test(asked) && asked.toUpperCase() !== own) tell(`${asked.toUpperCase()} was merged into this issue`);
  }, [asked, client, event, issue, navigate, org, own, tell]);
}
