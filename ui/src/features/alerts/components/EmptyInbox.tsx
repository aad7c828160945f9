import { Link } from "@tanstack/react-router";
import { Empty } from "@/components/states";
import type { AlertFilter } from "../api/list";

const TITLES: Record<AlertFilter["tab"], string> = {
  unanswered: "No alert waits for an answer",
  acknowledged: "No alert is being looked after",
  resolved: "No alert was resolved yet",
  all: "No alert has fired yet",
};

/** What would come here, and why one may believe that nothing did. */
export function EmptyInbox({ org, filter }: { org: string; filter: AlertFilter }) {
  const narrowed = filter.severity.length > 0 || filter.project.length > 0 || filter.rule !== undefined;
  return (
    <Empty
      title={narrowed ? "No alert matches" : TITLES[filter.tab]}
      actions={
        <>
          {narrowed && (
            <Link className="btn" to="/$org/alerts" params={{ org }} search={filter.tab === "unanswered" ? {} : { show: filter.tab }}>
              Show all of them
            </Link>
          )}
          {filter.tab !== "all" && (
            <Link className="btn" to="/$org/alerts" params={{ org }} search={{ show: "all" }}>
              Show what has been
            </Link>
          )}
          <Link className="btn" to="/$org/alerts/rules" params={{ org }} search={{}}>
            See the rules
          </Link>
          <Link className="btn pri" to="/$org/alerts/rules/new" params={{ org }} search={{}}>
            Make a rule
          </Link>
        </>
      }
    >
      What a rule has fired for comes here, and to those whom its policy tells. Each project begins with two rules: <i>New issue</i> and <i>Regression</i>. A rule of your own watches a number of events or users, a rate, a change, or silence.
    </Empty>
  );
}
