import { Link } from "@tanstack/react-router";
import { AlertMark, SeverityMark } from "@/components/alert-marks";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import type { Issue } from "@/lib/api/types";
import { useAlertsOfIssue } from "@/lib/alerts";
import { whole } from "@/lib/numbers";

const SHOWN = 4;

/** The alerts that this issue is in, and the way to be told of it. */
export function AlertsSide({ org, issue }: { org: string; issue: Issue }) {
  const { data, isPending, isError } = useAlertsOfIssue(org, issue.id);
  return (
    <div className="side">
      <header>
        <h2>Alerts</h2>
        <span className="faint num">{data && data.length > 0 ? whole(data.length) : ""}</span>
      </header>
      {isPending && <Skeleton lines={1} label="Loading the alerts" />}
      {isError && <p className="faint">The alerts cannot be read right now.</p>}
      {data?.slice(0, SHOWN).map((alert) => (
        <Link key={alert.id} className="line alert-line" to="/$org/alerts/$alert" params={{ org, alert: alert.shortId }} title={alert.reason}>
          <AlertMark alert={alert} />
          <span className="clip grow">{alert.rule.name}</span>
          <SeverityMark severity={alert.severity} />
          <span className="faint num">
            <Time at={alert.dateLastFired} />
          </span>
        </Link>
      ))}
      {data?.length === 0 && <p className="faint">In none.</p>}
      <Link className="btn quiet earlier" to="/$org/alerts/rules/new" params={{ org }} search={{ query: `issue:${issue.shortId}`, project: issue.project.slug }}>
        <Icon name="alerts" />
        Alert me…
      </Link>
      <Link className="btn quiet earlier" title={`Every critical error in ${issue.project.slug}`} to="/$org/alerts/rules/new" params={{ org }} search={{ template: "critical-errors", project: issue.project.slug }}>
        <Icon name="oct" />
        Alert me of critical errors…
      </Link>
    </div>
  );
}
