import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { ThemeChoice } from "@/components/ThemeChoice";
import { short } from "@/lib/numbers";
import { projectColour, projectsQuery } from "@/lib/projects";
import { useMe, useOrg, useSignOut } from "@/lib/session";
import type { Place } from "./places";

interface Props {
  /** Those that the bar has no room for. */
  places: readonly Place[];
  onFind: () => void;
  onClose: () => void;
}

/** What the rail has and the bar of small screens has no room for. */
export function MoreSheet({ places, onFind, onClose }: Props) {
  const org = useOrg().slug;
  const me = useMe();
  const signOut = useSignOut();
  const { data: projects = [] } = useQuery(projectsQuery(org));
  return (
    <Dialog open onClose={onClose} label="More" className="places">
      <header className="hstack">
        <h2 className="grow">More</h2>
        <button type="button" className="btn quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      <button
        type="button"
        className="find"
        onClick={() => {
          onClose();
          onFind();
        }}
      >
        <Icon name="search" />
        Jump to…
      </button>
      <nav className="nav" aria-label="More places">
        {places.map((one) => (
          <Link key={one.to} to={one.to} params={{ org }} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT} onClick={onClose}>
            <Icon name={one.icon} />
            {one.label}
          </Link>
        ))}
        <Link to="/$org/settings/projects" params={{ org }} activeProps={CURRENT} onClick={onClose}>
          <Icon name="gear" />
          Settings
        </Link>
      </nav>
      {projects.length > 0 && (
        <nav className="nav" aria-label="Projects">
          <h3>Projects</h3>
          {projects.map((project) => (
            <Link key={project.id} to="/$org/issues" params={{ org }} search={{ project: [project.slug] }} activeProps={CURRENT} activeOptions={{ exact: true }} onClick={onClose}>
              <span className="dot" style={{ background: projectColour(project.id) }} />
              <span className="clip">{project.slug}</span>
              {project.unresolved !== undefined && (
                <span className="c num" title={`${project.unresolved} open`}>
                  {short(project.unresolved)}
                </span>
              )}
            </Link>
          ))}
        </nav>
      )}
      <nav className="nav" aria-label="You">
        <h3 className="clip">{me.name || me.email}</h3>
        <Link to="/$org/settings/profile" params={{ org }} activeProps={CURRENT} onClick={onClose}>
          <Icon name="user" />
          Profile and password
        </Link>
        <Link to="/$org/settings/notifications" params={{ org }} activeProps={CURRENT} onClick={onClose}>
          <Icon name="send" />
          Notifications
        </Link>
      </nav>
      <div className="hstack wrap you">
        <ThemeChoice />
        <button type="button" className="btn" onClick={() => void signOut()}>
          <Icon name="out" />
          Sign out
        </button>
      </div>
    </Dialog>
  );
}

const CURRENT = { "aria-current": "page" } as const;
