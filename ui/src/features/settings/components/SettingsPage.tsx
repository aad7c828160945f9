import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { MissingProject } from "@/components/MissingProject";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { projectsQuery, useProjects } from "@/lib/projects";
import { useOrg } from "@/lib/session";

interface Props {
  title: string;
  /** The project whose settings these are. */
  project?: string;
  actions?: ReactNode;
  children: ReactNode;
}

const CURRENT = { "aria-current": "page" } as const;

/** On small screens the others are one scrolling line: the one where one is must be in sight. */
function showCurrent(nav: HTMLElement | null): void {
  const current = nav?.querySelector<HTMLElement>("[aria-current]");
  if (nav && current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}

/** A page of settings: where one is, the others beside it. */
export function SettingsPage({ title, project, actions, children }: Props) {
  const org = useOrg();
  const { data: projects, isFetching } = useQuery(projectsQuery(org.slug));
  const missing = project && projects && !isFetching && !projects.some((one) => one.slug === project);
  return (
    <Page
      title={project ? `${title} of ${project}` : title}
      crumbs={
        <Path>
          <Link className="crumb" to="/$org/settings/projects" params={{ org: org.slug }}>
            Settings
          </Link>
          {project && <span className="crumb clip">{project}</span>}
          <h1>{title}</h1>
        </Path>
      }
      actions={actions}
    >
      <div className="subnav">
        {project ? <ProjectNav org={org.slug} project={project} /> : <OrgNav org={org.slug} name={org.name} />}
        <div className="pad set">{missing ? <MissingProject org={org.slug} slug={project} /> : children}</div>
      </div>
    </Page>
  );
}

function ProjectNav({ org, project }: { org: string; project: string }) {
  const params = { org, project };
  return (
    <nav ref={showCurrent} className="nav" aria-label={`Settings of ${project}`}>
      <h2 className="faint clip">{project}</h2>
      <Link to="/$org/settings/projects/$project/general" params={params} activeProps={CURRENT}>
        General
      </Link>
      <Link to="/$org/settings/projects/$project/keys" params={params} activeProps={CURRENT}>
        Keys
      </Link>
      <Link to="/$org/settings/projects/$project/privacy" params={params} activeProps={CURRENT}>
        Privacy
      </Link>
      <Link to="/$org/settings/projects/$project/inbound-rules" params={params} activeProps={CURRENT} activeOptions={{ includeSearch: false }}>
        Inbound rules
      </Link>
      <Link to="/$org/settings/projects/$project/limits" params={params} activeProps={CURRENT}>
        Limits
      </Link>
      <Link to="/$org/alerts/rules" params={{ org }} search={{ project }} activeProps={{}}>
        Alerts
      </Link>
      <OtherProjects org={org} project={project} />
    </nav>
  );
}

function OtherProjects({ org, project }: { org: string; project: string }) {
  const others = useProjects(org).filter((one) => one.slug !== project);
  if (others.length === 0) return null;
  return (
    <div className="others">
      <h2 className="faint">Other projects</h2>
      {others.slice(0, 12).map((one) => (
        <Link key={one.id} to="/$org/settings/projects/$project/general" params={{ org, project: one.slug }} activeProps={{}}>
          <span className="clip">{one.slug}</span>
        </Link>
      ))}
    </div>
  );
}

function OrgNav({ org, name }: { org: string; name: string }) {
  const params = { org };
  return (
    <nav ref={showCurrent} className="nav" aria-label="Settings">
      <h2 className="faint clip">{name}</h2>
      <Link to="/$org/settings/projects" params={params} activeProps={CURRENT} activeOptions={{ exact: true }}>
        Projects
      </Link>
      <Link to="/$org/settings/members" params={params} activeProps={CURRENT}>
        Members
      </Link>
      <Link to="/$org/settings/teams" params={params} activeProps={CURRENT}>
        Teams
      </Link>
      <Link to="/$org/settings/channels" params={params} search={{}} activeProps={CURRENT} activeOptions={{ includeSearch: false }}>
        Channels
      </Link>
      <Link to="/$org/settings/trackers" params={params} activeProps={CURRENT}>
        Trackers
      </Link>
      <Link to="/$org/settings/tokens" params={params} activeProps={CURRENT}>
        API tokens
      </Link>
      <Link to="/$org/settings/alerting-health" params={params} activeProps={CURRENT}>
        Alerting health
      </Link>
      <h2 className="faint">You</h2>
      <Link to="/$org/settings/profile" params={params} activeProps={CURRENT}>
        Profile
      </Link>
      <Link to="/$org/settings/notifications" params={params} activeProps={CURRENT}>
        Notifications
      </Link>
      <Link to="/$org/settings/reports" params={params} activeProps={CURRENT}>
        Reports
      </Link>
    </nav>
  );
}
