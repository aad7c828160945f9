import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ProjectMenu } from "@/components/ChoiceMenu";
import { Count } from "@/components/Count";
import { Page } from "@/components/Page";
import { NothingYet, silentProject } from "@/components/NothingYet";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import { get } from "@/lib/api/client";
import type { Release } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useProjects } from "@/lib/projects";
import { quoted } from "@/lib/search";
import { useOrg } from "@/lib/session";

/** Which versions report, and which brought something new. */
export function ReleasesPage() {
  const org = useOrg().slug;
  const { project } = useSearch({ from: "/$org/releases" });
  const navigate = useNavigate();
  const projects = useProjects(org);
  const silent = silentProject(projects, project);
  const path = project ? `/projects/${org}/${project}/releases/` : `/organizations/${org}/releases/`;
  const { data, error, refetch, isPending } = useQuery({ queryKey: ["releases", org, project], queryFn: ({ signal }) => get<Release[]>(path, { per_page: 100 }, signal) });
  const newest = data?.[0];
  return (
    <Page
      title="Releases"
      actions={
        <ProjectMenu org={org} roomy value={project} onChange={(slug) => void navigate({ to: "/$org/releases", params: { org }, search: slug ? { project: slug } : {} })} />
      }
    >
      {error ? (
        <div className="pad">
          <Failure error={error} title="The releases cannot be listed right now" retry={() => void refetch()} />
        </div>
      ) : isPending ? (
        <div className="pad">
          <Skeleton lines={8} label="Loading the releases" />
        </div>
      ) : data && data.length > 0 ? (
        <div className="pad">
          <h2 className="ttl sm">{newest && newestWords(newest)}</h2>
          <p className="muted">A release appears when an event names it. Set it once, when the SDK starts.</p>
          <section className="panel tablebox">
            <table>
              <thead>
                <tr>
                  <th>Release</th>
                  <th>Project</th>
                  <th className="n">New issues</th>
                  <th className="n">Events</th>
                  <th className="wide-cell">First event</th>
                  <th>Last event</th>
                </tr>
              </thead>
              <tbody>
                {data.map((one) => (
                  <tr key={`${one.version}-${one.projects.map((each) => each.slug).join()}`}>
                    <td className="clip">
                      <Link className="link" to="/$org/issues" params={{ org }} search={{ query: `release:${quoted(one.version)}` }} title={one.version}>
                        {one.shortVersion ?? one.version}
                      </Link>
                    </td>
                    <td className="muted">{one.projects.map((each) => each.slug).join(", ")}</td>
                    <td className="n">{one.newGroups > 0 ? <Count value={one.newGroups} of="new issues" /> : <span className="faint">0</span>}</td>
                    <td className="n">{one.count === undefined ? "–" : <Count value={one.count} of="events" />}</td>
                    <td className="faint wide-cell">
                      <Time at={one.firstEvent} withAgo />
                    </td>
                    <td className="faint">
                      <Time at={one.lastEvent} withAgo />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      ) : silent ? (
        <NothingYet org={org} project={silent} />
      ) : (
        <Empty title="No event has named a release yet">
          Give the SDK a release when it starts, for example <code>init(dsn, release="shop@4.18.2")</code>. Issues then say with which version they began.
        </Empty>
      )}
    </Page>
  );
}

/** What the last deploy brought: the first question of who comes here. */
function newestWords(release: Release): string {
  const what = `${release.shortVersion ?? release.version} of ${release.projects.map((one) => one.slug).join(", ")}`;
  return `The newest, ${what}, brought ${release.newGroups > 0 ? count(release.newGroups, "new issue") : "no new issue"}`;
}
