import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Bird } from "@/components/Bird";
import { Icon } from "@/components/Icon";
import { short } from "@/lib/numbers";
import { projectColour, projectsQuery } from "@/lib/projects";
import { useOrg } from "@/lib/session";
import { MeMenu } from "./MeMenu";
import { PulseLine } from "./PulseLine";
import { useFiring, useUnsynced, useWaiting } from "./waiting";

/** The left rail: places, projects with their open counts, and the pulse of the server. */
export function Rail({ onFind }: { onFind: () => void }) {
  const org = useOrg();
  const params = { org: org.slug };
  const { data: projects = [] } = useQuery(projectsQuery(org.slug));
  const waiting = useWaiting(org.slug);
  const firing = useFiring(org.slug);
  const unsynced = useUnsynced(org.slug);
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
        <Link to="/$org/issues" params={params} search={{}} title="Issues · g i" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="issues" />
          <span className="tx">Issues</span>
          {waiting !== null && waiting > 0 && (
            <span className="c num acc" title={`${waiting} that nobody has taken`}>
              {short(waiting)}
            </span>
          )}
        </Link>
        <Link to="/$org/alerts" params={params} search={{}} title="Alerts · g a" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="alerts" />
          <span className="tx">Alerts</span>
          {firing !== null && firing > 0 && (
            <span className="c num acc" title={`${firing} that nobody has answered`}>
              {short(firing)}
            </span>
          )}
        </Link>
        <Link to="/$org/on-call" params={params} search={{}} title="On call · g c" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="cal" />
          <span className="tx">On call</span>
        </Link>
        <Link to="/$org/deliveries" params={params} search={{}} title="Deliveries · g d" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="send" />
          <span className="tx">Deliveries</span>
          {unsynced !== null && unsynced > 0 && (
            <span className="c num" title={`${unsynced} that have not arrived`}>
              {short(unsynced)}
            </span>
          )}
        </Link>
        <Link to="/$org/explore" params={params} search={{}} title="Explore · g e" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="bars" />
          <span className="tx">Explore</span>
        </Link>
        <Link to="/$org/releases" params={params} search={{}} title="Releases · g r" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="tag" />
          <span className="tx">Releases</span>
        </Link>
        <Link to="/$org/outcomes" params={params} search={{}} title="Outcomes · g o" activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name="flow" />
          <span className="tx">Outcomes</span>
        </Link>
      </div>
      {projects.length > 0 && <h2>Projects</h2>}
      <div className="nav projects">
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
        <Link to="/$org/settings/projects" params={params} title="Settings · g s" activeProps={{}} className="settings-link">
          <Icon name="gear" />
          <span className="tx">Settings</span>
        </Link>
      </div>
      <MeMenu />
    </nav>
  );
}

const CURRENT = { "aria-current": "page" } as const;
const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl ";
