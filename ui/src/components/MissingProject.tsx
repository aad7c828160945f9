import { Link } from "@tanstack/react-router";
import { Empty } from "./states";

/** In the place of a page of a project that is not there. */
export function MissingProject({ org, slug }: { org: string; slug: string }) {
  return (
    <Empty
      title={`There is no project ${slug}`}
      actions={
        <Link className="btn pri" to="/$org/settings/projects" params={{ org }}>
          Go to the projects
        </Link>
      }
    >
      It may have been deleted, or it has another short name now.
    </Empty>
  );
}
