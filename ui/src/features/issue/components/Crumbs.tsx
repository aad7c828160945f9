import { Link } from "@tanstack/react-router";
import { Path } from "@/components/Path";
import { readTrail } from "@/lib/trail";

/** The way back: to the list as it was, and, from a page under the issue, to the issue. */
export function Crumbs({ org, id, under }: { org: string; id: string; under?: string }) {
  const trail = readTrail();
  return (
    <Path>
      <Link className="crumb" to="/$org/issues" params={{ org }} search={trail?.search ?? {}}>
        Issues
      </Link>
      {under ? (
        <Link className="crumb" to="/$org/issues/$issue" params={{ org, issue: id }} search={{}}>
          {id}
        </Link>
      ) : (
        <span className="here">{id}</span>
      )}
      {under && <h1 className="here">{under}</h1>}
    </Path>
  );
}
