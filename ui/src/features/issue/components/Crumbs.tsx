import { Link } from "@tanstack/react-router";
import { readTrail } from "@/lib/trail";

/** The way back: to the list as it was, and, from a page under the issue, to the issue. */
export function Crumbs({ org, id, under }: { org: string; id: string; under?: string }) {
  const trail = readTrail();
  const slash = (
    <span className="faint" aria-hidden="true">
      /
    </span>
  );
  return (
    <>
      <Link className="crumb" to="/$org/issues" params={{ org }} search={trail?.search ?? {}}>
        Issues
      </Link>
      {slash}
      {under ? (
        <>
          <Link className="crumb" to="/$org/issues/$issue" params={{ org, issue: id }} search={{}}>
            {id}
          </Link>
          {slash}
          <h1 className="here">{under}</h1>
        </>
      ) : (
        <span className="here">{id}</span>
      )}
    </>
  );
}
