import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { useAlertCounts, useSomeAlerts } from "@/lib/alerts";
import { useNow } from "@/lib/now";
import { useAlert } from "../api/detail";
import { soonest } from "../soonest";
import { needsOf } from "../words";
import { Sentence } from "./Sentence";

/** The first question: what needs a person, and what happens next if nobody answers. */
export function Needs({ org }: { org: string }) {
  const now = useNow();
  const counts = useAlertCounts(org);
  const { data: firing } = useSomeAlerts(org, "firing", { status: "firing", per_page: 100 });
  const first = soonest(firing ?? []);
  const { data: next } = useAlert(org, first?.id);
  const known = counts !== undefined && firing !== undefined && (first === undefined || next !== undefined);
  const calm = counts !== undefined && counts.firing - counts.held <= 0;
  return (
    <div className="needs">
      <p className="what" role="status">
        {known ? <Sentence pieces={needsOf(counts, next ?? null, now)} /> : <span className="skel" />}
      </p>
      <nav className="hstack wrap" aria-label="About alerts">
        <Link className="btn quiet" to="/$org/alerts/rules" params={{ org }} search={{}}>
          <Icon name="sort" />
          Rules
        </Link>
        <Link className="btn quiet" to="/$org/alerts/silences" params={{ org }} search={{}}>
          <Icon name="belloff" />
          Silences
        </Link>
        <Link className={calm ? "btn pri" : "btn"} to="/$org/alerts/rules/new" params={{ org }} search={{}}>
          <Icon name="plus" />
          New rule
        </Link>
      </nav>
    </div>
  );
}
