import { Link } from "@tanstack/react-router";
import { useOrg } from "@/lib/session";

/** A sentence in which the issues of the alert lead to themselves. */
export function WithIssues({ text, issues }: { text: string; issues: ReadonlySet<string> }) {
  const org = useOrg().slug;
  return text.split(/([A-Z0-9-]+)/).map((piece, index) =>
    issues.has(piece) ? (
      <Link key={index} className="link" to="/$org/issues/$issue" params={{ org, issue: piece }} search={{}}>
        {piece}
      </Link>
    ) : (
      piece
    ),
  );
}
