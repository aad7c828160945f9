import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { alertLook, SeverityMark } from "@/components/alert-marks";
import type { AlertDetail } from "@/lib/api/types";
import { useNow } from "@/lib/now";
import { count } from "@/lib/numbers";
import { ago, beside, exact, parsed, span } from "@/lib/time";
import { storyOf } from "../story";
import { Sentence } from "./Sentence";

/** What fired, who knows, who is next. */
export function AlertTop({ org, alert }: { org: string; alert: AlertDetail }) {
  const now = useNow();
  const look = alertLook(alert);
  const since = parsed(alert.dateStarted) ?? now;
  const until = parsed(alert.dateResolved) ?? now;
  return (
    <div className="hero">
      <div className="hstack wrap badges">
        <span className={`badge ${look.tone}`}>
          <Icon name={look.icon} small />
          {look.word}
          {alert.status !== "acknowledged" && ` ${alert.status === "resolved" ? "after " : ""}${span(Math.max(1, (until.getTime() - since.getTime()) / 1000))}`}
        </span>
        <SeverityMark severity={alert.severity} badge />
        <span className="badge">{[alert.project?.slug ?? "all projects", alert.labels["environment"]].filter(Boolean).join(" · ")}</span>
      </div>
      <h1 className="ttl">
        {alert.rule.id === null ? (
          alert.rule.name
        ) : (
          <Link to="/$org/alerts/rules/$rule" params={{ org, rule: alert.rule.id }}>
            {alert.rule.name}
          </Link>
        )}
      </h1>
      <p className="what">
        <Sentence pieces={storyOf(alert, now)} />
      </p>
      <dl className="facts alert-facts">
        <Fact name="Began" at={since} now={now} />
        <Fact name="Noticed" at={parsed(alert.dateNoticed)} now={now} />
        <Fact name="Last fired" at={parsed(alert.dateLastFired)} now={now} />
        <Fact name="Last told" at={parsed(alert.dateNotified)} now={now} none="nobody" />
        <div>
          <dt>Fired</dt>
          <dd>
            <span className="v">{count(alert.timesFired, "time")}</span>
            <small>{count(alert.issueCount, "issue")}</small>
          </dd>
        </div>
      </dl>
    </div>
  );
}

function Fact({ name, at, now, none = "–" }: { name: string; at: Date | null; now: Date; none?: string }) {
  return (
    <div title={at ? exact(at) : undefined}>
      <dt>{name}</dt>
      <dd>
        <span className="v">{at ? ago(at, now) : none}</span>
        <small>{at ? beside(at, now) : ""}</small>
      </dd>
    </div>
  );
}
