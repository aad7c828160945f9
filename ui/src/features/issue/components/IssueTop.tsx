import { Link } from "@tanstack/react-router";
import { alertLook } from "@/components/alert-marks";
import { Icon } from "@/components/Icon";
import { LevelMark, statusLook } from "@/components/marks";
import { MarkedText } from "@/components/Redacted";
import type { Event, Issue, Tag } from "@/lib/api/types";
import { isUnanswered, useAlertsOfIssue } from "@/lib/alerts";
import { useNow } from "@/lib/now";
import { percent, short, whole } from "@/lib/numbers";
import { useOrg } from "@/lib/session";
import { ago, beside, exact, minute, parsed, span } from "@/lib/time";
import { shortRelease } from "../release-name";
import { storyOf } from "../story";

/** What happened, since when, whom does it hurt, whose turn is it. */
export function IssueTop({ issue, event, tags }: { issue: Issue; event: Event | undefined; tags: readonly Tag[] }) {
  const look = statusLook(issue);
  const { type, value } = issue.metadata;
  return (
    <div className="top">
      <div className="hstack wrap badges">
        {look && (
          <span className={`badge ${look.tone}`}>
            <Icon name={look.icon} small />
            {look.word}
            {look.tone === "acc" && " · nobody has taken it"}
            {untilOf(issue)}
          </span>
        )}
        <span className="badge">
          <LevelMark level={issue.level} small />
          {issue.level}
        </span>
        <span className="badge">{issue.project.slug}</span>
        {issue.isUnhandled && <span className="badge">not handled</span>}
        <AlertBadge issue={issue} />
      </div>
      <h1 className="ttl">
        <MarkedText text={type ? (value ? `${type}: ${value}` : type) : issue.title} />
      </h1>
      <p className="what">
        {storyOf(issue, event).map((word, index) => (word.as === "code" ? <code key={index}>{word.text}</code> : word.as === "bold" ? <b key={index}>{word.text}</b> : <span key={index}>{word.text}</span>))}
      </p>
      <Facts issue={issue} tags={tags} />
    </div>
  );
}

/** The alert that is open about it; the accent while nobody has answered. */
function AlertBadge({ issue }: { issue: Issue }) {
  const org = useOrg().slug;
  const { data = [] } = useAlertsOfIssue(org, issue.id);
  const open = data.filter((one) => one.status !== "resolved");
  const first = open.find(isUnanswered) ?? open[0];
  if (!first) return null;
  const look = alertLook(first);
  return (
    <Link className={`badge ${look.tone}`} to="/$org/alerts/$alert" params={{ org, alert: first.shortId }}>
      <Icon name={look.icon} small />
      Alert {first.shortId} {look.word.toLowerCase()}
      {open.length > 1 && `, ${open.length - 1} more`}
    </Link>
  );
}

/** Until when an ignored issue stays so. */
function untilOf(issue: Issue): string {
  if (issue.state === "ignored") return conditionOf(issue.statusDetails);
  if (issue.state === "resolved" && issue.statusDetails["inNextRelease"]) return " in the next release";
  return "";
}

/** What ends it: a moment, or so many more. */
function conditionOf(details: Issue["statusDetails"]): string {
  const number = (name: string) => (typeof details[name] === "number" ? details[name] : null);
  const until = parsed(details["ignoreUntil"] as string | undefined);
  if (until) return ` until ${exact(until)}`;
  const [within, window, events, users] = [number("ignoreWindowCount"), number("ignoreWindow"), number("ignoreCount"), number("ignoreUserCount")];
  if (within !== null && window !== null) return ` until ${whole(within)} events come in ${span(window * 60)}`;
  if (events !== null) return ` until ${whole(events)} more ${events === 1 ? "event" : "events"}`;
  return users === null ? "" : ` until ${whole(users)} more ${users === 1 ? "user" : "users"}`;
}

function Facts({ issue, tags }: { issue: Issue; tags: readonly Tag[] }) {
  const now = useNow();
  const first = parsed(issue.firstSeen);
  const last = parsed(issue.lastSeen);
  const events = Number(issue.count);
  const hour = issue.stats?.["24h"]?.at(-1);
  const from = issue.firstRelease?.version;
  const to = issue.lastRelease?.version;
  const environments = tags.find((tag) => tag.key === "environment");
  const environment = environments?.topValues[0];
  return (
    <dl className="facts">
      <Fact name="First seen" title={first && exact(first)} value={first ? ago(first, now) : "–"} note={first ? beside(first, now) : ""} />
      <Fact name="Last seen" title={last && exact(last)} value={last ? ago(last, now) : "–"} note={last ? beside(last, now) : ""} />
      <Fact name="Events" title={whole(events)} value={short(events)} note={hour === undefined ? "in all" : `${short(hour[1])} since ${minute(new Date(hour[0] * 1000))}`} />
      <Fact name="Users" title={whole(issue.userCount)} value={issue.userCount > 0 ? short(issue.userCount) : "–"} note={issue.userCount > 0 ? "affected" : "none were named"} />
      <Fact name="Releases" title={[from, to].filter(Boolean).join(" to ")} value={from ? (to && to !== from ? `${brief(from)} – ${brief(to)}` : brief(from)) : "–"} note={from ? "none before" : "none was named"} />
      <Fact
        name="Environment"
        title={environments?.topValues.map((one) => `${one.value} ${whole(one.count)}`).join(", ")}
        value={environment?.value ?? "–"}
        note={environment && environments ? `${percent(environment.count, environments.totalValues)}${environments.topValues[1] ? `, rest ${environments.topValues[1].value}` : ""}` : "none was named"}
      />
    </dl>
  );
}

function Fact({ name, value, note, title }: { name: string; value: string; note: string; title?: string | null | undefined }) {
  return (
    <div title={title ?? undefined}>
      <dt>{name}</dt>
      <dd>
        <span className="v">{value}</span>
        <small>{note}</small>
      </dd>
    </div>
  );
}

/** `web@2026.46.2` is `2026.46.2`. */
function brief(version: string): string {
  return shortRelease(version.slice(version.lastIndexOf("@") + 1));
}
