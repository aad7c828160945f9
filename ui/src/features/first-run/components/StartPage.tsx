import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { CopyBox } from "@/components/CopyBox";
import { MissingProject } from "@/components/MissingProject";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Failure, Skeleton } from "@/components/states";
import { get } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import type { FirstEvent, Project, ProjectKey } from "@/lib/api/types";
import { useLive } from "@/lib/live";
import { useOrg } from "@/lib/session";
import { Help } from "./Help";
import { Listening } from "./Listening";
import { Program } from "./Program";

const LOOK_MS = 4_000;

/** Does my program reach you? Turns by itself into the issue when the first event comes. */
export function StartPage() {
  const org = useOrg().slug;
  const { project: slug } = useParams({ from: "/$org/start/$project" });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [since] = useState(() => Date.now());
  const project = useQuery({ queryKey: ["project", org, slug], queryFn: ({ signal }) => get<Project>(`/projects/${org}/${slug}/`, undefined, signal) });
  const keys = useQuery({ queryKey: ["keys", org, slug], queryFn: ({ signal }) => get<ProjectKey[]>(`/projects/${org}/${slug}/keys/`, undefined, signal) });
  const first = useQuery({
    queryKey: ["first-event", org, slug],
    queryFn: ({ signal }) => get<FirstEvent>(`/projects/${org}/${slug}/first-event/`, undefined, signal),
    // The live stream tells at once; this is for where a proxy holds the stream back.
    refetchInterval: LOOK_MS,
  });
  useLive(org, { issues: () => void first.refetch() });

  const found = first.data?.firstEvent?.issue;
  useEffect(() => {
    if (!found) return;
    void client.invalidateQueries({ queryKey: ["projects", org] });
    void client.invalidateQueries({ queryKey: ["pulse", org] });
    void navigate({ to: "/$org/issues/$issue", params: { org, issue: found.shortId }, search: {}, replace: true });
  }, [found, client, navigate, org]);

  const key = keys.data?.find((one) => one.isActive) ?? keys.data?.[0];
  const dsn = key?.dsn.public ?? "";
  const error = project.error ?? keys.error;
  if (error instanceof Problem && error.status === 404) {
    return (
      <Page title={slug} crumbs={<h1>{slug}</h1>}>
        <MissingProject org={org} slug={slug} />
      </Page>
    );
  }
  return (
    <Page
      title={slug}
      crumbs={
        <>
          <h1>{slug}</h1>
          <span className="badge">new project</span>
        </>
      }
      actions={
        <Link className="btn quiet wide" to="/$org/settings/members" params={{ org }}>
          Invite a member
        </Link>
      }
    >
      <div className="pad start">
        <h2 className="ttl">Waiting for the first event of {project.data?.name ?? slug}</h2>
        <p className="what">A few lines in your program, then one event. This page changes by itself when it arrives.</p>
        {error && <Failure error={error} title="The key of this project cannot be shown right now" retry={() => void keys.refetch()} />}
        {!key && !error && <Skeleton lines={6} />}
        {key && (
          <div className="two">
            <ol className="steps">
              <li>
                <span className="no done">
                  <Icon name="check" small />
                </span>
                <b>Project and key are made</b>
                <CopyBox name="DSN" text={dsn} />
                <p className="faint small-text">Sentry’s SDKs understand this key too: change the DSN, keep the rest.</p>
              </li>
              <li>
                <span className="no">2</span>
                <Program dsn={dsn} platform={project.data?.platform ?? null} />
              </li>
              <li>
                <span className="no wait" />
                <Listening since={since} refusals={first.data?.refusals ?? []} dsnProject={dsn.slice(dsn.lastIndexOf("/") + 1)} failing={first.isError} />
              </li>
            </ol>
            <Help org={org} slug={slug} dsn={dsn} />
          </div>
        )}
      </div>
    </Page>
  );
}
