import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bird } from "@/components/Bird";
import { Icon } from "@/components/Icon";
import { short } from "@/lib/numbers";
import { MOD } from "@/lib/keyboard";
import { projectColour, projectsQuery } from "@/lib/projects";
import { useOrg } from "@/lib/session";
import { MeMenu } from "./MeMenu";
import { PulseLine } from "./PulseLine";
import { usePlaces } from "./places";

/** The left rail: places, projects with their open counts, and the pulse of the server. */
export function Rail({ onFind }: { onFind: () => void }) {
  const org = useOrg();
  const params = { org: org.slug };
  const { data: projects = [] } = useQuery(projectsQuery(org.slug));
  const places = usePlaces(org.slug);
  return (
    <nav className="rail" aria-label="Main">
      <Link className="brand" to="/$org/issues" params={params} search={{}}>
        <Bird />
        <span className="tx clip">
          Redshank <span className="org">{org.name}</span>
        </span>
      </Link>
      <button type="button" className="find" aria-label={`Jump to… ${MOD}K`} onClick={onFind}>
        <Icon name="search" />
        <span className="tx">Jump to…</span>
        <kbd>{MOD}K</kbd>
      </button>
      <div className="nav">
        {places.map((one) => (
          <Link key={one.to} to={one.to} params={params} search={{}} title={`${one.label} · ${one.keys}`} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
            <Icon name={one.icon} />
            <span className="tx">{one.label}</span>
            {one.waits && (
              <span className={one.waits.unanswered ? "c num acc" : "c num"} title={one.waits.title}>
                {one.waits.text}
              </span>
            )}
          </Link>
        ))}
      </div>
      {projects.length > 0 && (
        <p className="over" id="rail-projects">
          Projects
        </p>
      )}
      <div className="nav projects" role="group" aria-labelledby="rail-projects">
        {projects.map((project) => (
          <Link key={project.id} to="/$org/issues" params={params} search={{ project: [project.slug] }} activeProps={CURRENT} activeOptions={{ exact: true }}>
            <span className="dot" style={{ background: projectColour(project.id) }} />
            <span className="tx clip">{project.slug}</span>
            {project.unresolved !== undefined && <span className="c num">{short(project.unresolved)}</span>}
          </Link>
        ))}
      </div>
      <PulseLine org={org.slug} />
      <div className="nav">
        <Link to="/$org/settings/projects" params={params} title="Settings · g s" activeProps={{}}>
          <Icon name="gear" />
          <span className="tx">Settings</span>
        </Link>
      </div>
      <MeMenu />
    </nav>
  );
}

const CURRENT = { "aria-current": "page" } as const;
