import { Link } from "@tanstack/react-router";
import { AlertMark, SeverityMark } from "@/components/alert-marks";
import { Avatar } from "@/components/Avatar";
import { MarkedText } from "@/components/Redacted";
import { Time } from "@/components/Time";
import type { Alert } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useNow } from "@/lib/now";
import { reasonOf, turnOf } from "../words";

interface Props {
  org: string;
  alert: Alert;
  current: boolean;
  selected: boolean;
  onToggle: (alert: Alert, extend: boolean) => void;
}

export function AlertRow({ org, alert, current, selected, onToggle }: Props) {
  const turn = turnOf(alert, useNow());
  return (
    <li id={`row-${alert.id}`} className={["row", current ? "cur" : "", selected ? "sel" : "", alert.status === "resolved" ? "done" : ""].filter(Boolean).join(" ")}>
      <label>
        <input
          className="check"
          type="checkbox"
          aria-label={`Select ${alert.shortId}`}
          checked={selected}
          onChange={(event) => onToggle(alert, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      </label>
      <span className="c-status">
        <AlertMark alert={alert} />
        <SeverityMark severity={alert.severity} />
      </span>
      <Link className="rm clip" to="/$org/alerts/$alert" params={{ org, alert: alert.shortId }}>
        <span className="t clip">
          <b>{alert.rule.name}</b> <span><MarkedText text={reasonOf(alert)} /></span>
        </span>
        <span className="sub">
          <span className="nowrap">{alert.shortId}</span>
          <span className="nowrap">· {alert.project?.slug ?? "all projects"}</span>
          {alert.issueCount > 0 && <span className="nowrap">· {count(alert.issueCount, "issue")}</span>}
        </span>
      </Link>
      <span className="c-turn">
        <span className="clip" title={turn.who}>
          {turn.by && <Avatar name={turn.by} decorative />}
          {turn.who}
        </span>
        <span className="clip faint" title={turn.next}>
          {turn.next}
        </span>
      </span>
      <span className="n c-seen faint">
        <span className="sr">since </span>
        <Time at={alert.dateStarted} />
      </span>
    </li>
  );
}
