import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AssignPicker } from "@/components/AssignPicker";
import { AssigneeAvatar } from "@/components/Avatar";
import { Count } from "@/components/Count";
import { Icon } from "@/components/Icon";
import { LevelMark, StatusMark, statusLook } from "@/components/marks";
import { MarkedText } from "@/components/Redacted";
import { Spark } from "@/components/Spark";
import { Time } from "@/components/Time";
import type { Assignee, Issue, Series } from "@/lib/api/types";
import { useMembersOnly } from "@/lib/session";

interface Props {
  org: string;
  issue: Issue;
  range: string;
  current: boolean;
  selected: boolean;
  onToggle: (issue: Issue, extend: boolean) => void;
  onOpen: (issue: Issue) => void;
  onAssign: (issue: Issue, to: Assignee | null) => void;
}

export function IssueRow({ org, issue, range, current, selected, onToggle, onOpen, onAssign }: Props) {
  const series = (range === "24h" ? issue.stats?.["24h"] : undefined) ?? issue.stats?.["14d"] ?? issue.stats?.["24h"] ?? [];
  const events = Number(issue.count);
  const done = issue.state === "resolved" || issue.state === "ignored";
  return (
    <li id={`row-${issue.id}`} className={["row", current ? "cur" : "", selected ? "sel" : "", done ? "done" : ""].filter(Boolean).join(" ")}>
      <label>
        <input
          className="check"
          type="checkbox"
          aria-label={`Select ${issue.shortId}`}
          checked={selected}
          onChange={(event) => onToggle(issue, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      </label>
      <LevelMark level={issue.level} />
      <Link
        className="rm clip"
        to="/$org/issues/$issue"
        params={{ org, issue: issue.shortId }}
        search={{}}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen(issue);
        }}
      >
        <span className="t clip">
          <Title issue={issue} />
        </span>
        <span className="sub">
          <span className="nowrap">{issue.shortId}</span>
          <span className="nowrap">· {issue.project.slug}</span>
          {issue.culprit && (
            <span className="clip">
              · <code>{issue.culprit}</code>
            </span>
          )}
          {issue.numComments > 0 && (
            <span className="nowrap extra">
              <Icon name="chat" small label={`${issue.numComments} comments`} /> {issue.numComments}
            </span>
          )}
        </span>
      </Link>
      <span className="sig">
        <StatusMark issue={issue} />
      </span>
      <Spark series={series} label={range === "24h" ? "Events per hour, 24 hours" : "Events per day"} hotSince={hotSince(issue, series)} />
      <Count className="n c-ev" value={events} of={events === 1 ? "event" : "events"} />
      {issue.userCount > 0 ? <Count className="n c-users" value={issue.userCount} of="users" /> : <span className="n c-users faint">–</span>}
      <span className="n c-seen faint">
        <Time at={issue.lastSeen} />
      </span>
      <Who issue={issue} onAssign={onAssign} />
    </li>
  );
}

function Title({ issue }: { issue: Issue }) {
  const { type, value } = issue.metadata;
  if (!type) return <b>{<MarkedText text={value || issue.title} />}</b>;
  return (
    <>
      <b>{type}</b> <span>{<MarkedText text={value ?? ""} />}</span>
    </>
  );
}

const FRESH_SECONDS = 3 * 86_400;

/** Since when nobody has answered: the first event, or the first after the last day without any; three days at most. */
function hotSince(issue: Issue, series: Series): number | null {
  const end = series.at(-1)?.[0];
  if (end === undefined || statusLook(issue)?.tone !== "acc") return null;
  const lastQuiet = series.findLastIndex(([, n]) => n === 0);
  const began = issue.regressed ? (series[lastQuiet + 1]?.[0] ?? end) : Date.parse(issue.firstSeen) / 1000;
  return Math.max(began, end - FRESH_SECONDS);
}

// A picker for every row would weigh more than the rows: it is made when it is asked for.
function Who({ issue, onAssign }: Pick<Props, "issue" | "onAssign">) {
  const [open, setOpen] = useState(false);
  const shut = useMembersOnly();
  const name = issue.assignedTo?.name ?? "nobody";
  const button = (
    <button type="button" className="who" title={issue.assignedTo ? name : "Nobody has taken it"} onClick={open ? undefined : () => setOpen(true)} {...shut}>
      <span className="sr">Assign {issue.shortId}, now with </span>
      <AssigneeAvatar assignee={issue.assignedTo} />
    </button>
  );
  return <span className="c-who">{open ? <AssignPicker trigger={button} open onOpenChange={setOpen} onPick={(to) => onAssign(issue, to)} /> : button}</span>;
}
