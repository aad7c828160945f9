import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { Icon } from "@/components/Icon";
import { LevelMark } from "@/components/marks";
import { Time } from "@/components/Time";
import { get } from "@/lib/api/client";
import type { AlertDetail, Counterpart, Level, Rule } from "@/lib/api/types";
import { useHowManyAlerts } from "@/lib/alerts";
import { useNow } from "@/lib/now";
import { count, whole } from "@/lib/numbers";
import { targetsOf } from "../time-line";
import { inTime } from "../words";
import { DutySide } from "./DutySide";
import { PolicyLink } from "./PolicyLink";
import { Trend } from "./Trend";

/** The rule, the issues, what holds it back, the policy. */
export function AlertAside({ org, alert }: { org: string; alert: AlertDetail }) {
  return (
    <aside aria-label="About this alert">
      <RuleSide org={org} alert={alert} />
      <Issues org={org} alert={alert} />
      <DutySide org={org} alert={alert} />
      <Holding org={org} alert={alert} />
      <Policy alert={alert} />
      <Labels alert={alert} />
    </aside>
  );
}

function RuleSide({ org, alert }: { org: string; alert: AlertDetail }) {
  const id = alert.rule.id;
  const { data: rule } = useQuery({ queryKey: ["rule", org, id], queryFn: ({ signal }) => get<Rule>(`/organizations/${org}/rules/${id}/`, undefined, signal), enabled: id !== null, staleTime: 60_000 });
  const many = useHowManyAlerts(org, { status: "all", rule: id }, id !== null);
  return (
    <div className="side">
      <header>
        <h2>Rule</h2>
        {id && (
          <Link className="link faint" to="/$org/alerts/rules/$rule" params={{ org, rule: id }}>
            Edit
          </Link>
        )}
      </header>
      <p className="small-text">{id === null ? `The rule “${alert.rule.name}” is gone.` : (rule?.sentence ?? alert.rule.name)}</p>
      <Trend org={org} alert={alert} />
      {id && (
        <Link className="link faint small-text" to="/$org/alerts" params={{ org }} search={{ show: "all", rule: id }}>
          {many === 1 ? "The only alert of this rule" : many === null ? "All alerts of this rule" : `All ${whole(many)} alerts of this rule`}
        </Link>
      )}
    </div>
  );
}

function Issues({ org, alert }: { org: string; alert: AlertDetail }) {
  return (
    <div className="side">
      <header>
        <h2>Issues in this alert</h2>
        <span className="faint num">{whole(alert.issueCount)}</span>
      </header>
      {alert.issues.length === 0 && <p className="faint">None: the rule counts without naming issues.</p>}
      {alert.issues.map((issue) => (
        <Fragment key={issue.id}>
        <Link className="line" to="/$org/issues/$issue" params={{ org, issue: issue.shortId }} search={{}} title={issue.culprit}>
          <LevelMark level={issue.level as Level} />
          <span className="clip grow">
            <b>{issue.title}</b> <span className="faint">{issue.shortId}</span>
          </span>
          <span className="num" title={`${whole(issue.timesSeen)} in this alert`}>
            {whole(issue.timesSeen)}
          </span>
        </Link>
        <Counterparts links={issue.links} />
        </Fragment>
      ))}
      {alert.issueCount > alert.issues.length && <p className="faint">and {count(alert.issueCount - alert.issues.length, "more", "more")}</p>}
    </div>
  );
}

/** Where it stands at trackers. */
function Counterparts({ links }: { links: readonly Counterpart[] }) {
  if (links.length === 0) return null;
  return (
    <p className="counterparts small-text">
      {links.map((one) => (
        <span key={`${one.tracker} ${one.key ?? ""}`} className="muted">
          {one.key && one.url && /^https?:/.test(one.url) ? (
            <a className="link" href={one.url} target="_blank" rel="noreferrer">
              {one.key} <span className="sr">in {one.tracker}, opens in a new tab</span>
              <Icon name="ext" small />
            </a>
          ) : (
            (one.key ?? `not made yet in ${one.tracker}`)
          )}{" "}
          <span className={one.isDone ? "ok" : "faint"}>{one.status}</span>
        </span>
      ))}
    </p>
  );
}

function Holding({ org, alert }: { org: string; alert: AlertDetail }) {
  return (
    <div className="side">
      <header>
        <h2>What holds it back</h2>
        <Link className="link faint" to="/$org/alerts/silences" params={{ org }} search={{}}>
          Silences
        </Link>
      </header>
      {alert.holding.length === 0 && <p className="faint">Nothing: no silence, maintenance or inhibition matches.</p>}
      {alert.holding.map((one) => (
        <p key={`${one.kind}:${one.id}`} className="small-text">
          <b>{one.kind}</b> “{one.name}”
          {one.until && (
            <>
              {" "}
              until <Time at={one.until} withAgo />
            </>
          )}
        </p>
      ))}
    </div>
  );
}

function Policy({ alert }: { alert: AlertDetail }) {
  const now = useNow();
  const { policy } = alert;
  return (
    <div className="side">
      <header>
        <h2>Policy</h2>
        <PolicyLink alert={alert} words={policy.name} />
      </header>
      {policy.steps.length === 0 && <p className="faint">It is listed and goes into the summary; nobody is told.</p>}
      <ol className="steps-of">
        {policy.steps.map((step) => (
          <li key={step.number} className={step.state}>
            <span className="num faint">{step.number}</span>
            <span className="clip grow" title={targetsOf(step)}>
              {targetsOf(step)}
            </span>
            <span className="faint num nowrap">{step.state === "past" ? "passed" : step.at ? inTime(step.at, now) : `${step.minutes} min`}</span>
          </li>
        ))}
      </ol>
      {policy.rounds > 1 && (
        <p className="faint small-text">
          Round {policy.round} of {policy.rounds}
        </p>
      )}
    </div>
  );
}

function Labels({ alert }: { alert: AlertDetail }) {
  const labels = Object.entries(alert.labels);
  if (labels.length === 0) return null;
  return (
    <div className="side">
      <header>
        <h2>Labels</h2>
        <span className="faint">what silences match</span>
      </header>
      <dl className="kv small-text">
        {labels.map(([key, value]) => (
          <div key={key} className="pair-of">
            <dt>{key}</dt>
            <dd>{value || "–"}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
