import { Link } from "@tanstack/react-router";
import type { Project } from "@/lib/api/types";
import { Empty } from "./states";

/** The project whose first event is waited for: the chosen one, else the first where none has sent any; null once events come. */
export function silentProject(projects: readonly Project[], slug: string | undefined): Project | null {
  const asked = slug ? projects.filter((one) => one.slug === slug) : projects;
  return asked.every((one) => !one.firstEvent) ? (asked[0] ?? null) : null;
}

/** In the place of everything that events would fill: where to begin. */
export function NothingYet({ org, project }: { org: string; project: Project | null }) {
  return (
    <Empty
      title={project ? `No event from ${project.slug} yet` : "There is no project yet"}
      actions={
        project ? (
          <Link className="btn pri" to="/$org/start/$project" params={{ org, project: project.slug }}>
            Send the first event
          </Link>
        ) : (
          <Link className="btn pri" to="/$org/settings/projects" params={{ org }}>
            Make a project
          </Link>
        )
      }
    >
      {project ? "Paste its DSN into your program; this page fills by itself." : "A project has a DSN, which your program sends its events to."}
    </Empty>
  );
}
