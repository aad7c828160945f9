import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AssignPicker } from "@/components/AssignPicker";
import { AssigneeAvatar } from "@/components/Avatar";
import { BarChart } from "@/components/BarChart";
import { Icon } from "@/components/Icon";
import { statusLook } from "@/components/marks";
import { Skeleton } from "@/components/states";
import type { Assignee, Issue, Tag } from "@/lib/api/types";
import { percent, short } from "@/lib/numbers";
import { quoted } from "@/lib/search";
import { useMembersOnly } from "@/lib/session";
import { useStats, useTags } from "../api/queries";
import { AlertsSide } from "./AlertsSide";
import { TrackerPanel } from "./TrackerPanel";

interface Props {
  org: string;
  issue: Issue;
  assigning: boolean;
  onAssigning: (open: boolean) => void;
  onAssign: (to: Assignee | null) => void;
  onTake: () => void;
}

export function Aside({ org, issue, assigning, onAssigning, onAssign, onTake }: Props) {
  const shut = useMembersOnly();
  return (
    <aside aria-label="About this issue">
      <Trend org={org} issue={issue} />
      <div className="side">
        <header>
          <h2>Whose turn</h2>
        </header>
        <div className="line">
          <AssignPicker
            open={assigning}
            onOpenChange={onAssigning}
            onPick={onAssign}
            trigger={
              <button type="button" className="btn quiet pick" {...shut}>
                <span className="sr">Assigned to </span>
                <AssigneeAvatar assignee={issue.assignedTo} decorative />
                <span className="clip">{issue.assignedTo?.name ?? "Nobody"}</span>
                <Icon name="down" small />
              </button>
            }
          />
          <span className="grow" />
          {!issue.assignedTo && (
            <button type="button" className="btn" {...shut} onClick={onTake}>
              Take it <kbd>a m</kbd>
            </button>
          )}
        </div>
      </div>
      <AlertsSide org={org} issue={issue} />
      <TrackerPanel org={org} issue={issue} />
      <Tags org={org} issue={issue} />
    </aside>
  );
}

function Trend({ org, issue }: { org: string; issue: Issue }) {
  const [period, setPeriod] = useState<"24h" | "14d">(() => (isYoung(issue) ? "24h" : "14d"));
  const { data, isPending, isError } = useStats(org, issue.shortId, period);
  const hot = statusLook(issue)?.tone === "acc";
  return (
    <div className="side">
      <header>
        <h2>Trend</h2>
        <span className="seg xs" role="group" aria-label="Period">
          <button type="button" aria-pressed={period === "24h"} onClick={() => setPeriod("24h")}>
            24 h
          </button>
          <button type="button" aria-pressed={period === "14d"} onClick={() => setPeriod("14d")}>
            14 d
          </button>
        </span>
      </header>
      <div className="trend">
        {data && (
          <BarChart
            series={data.series}
            markers={data.releases.map((one) => ({ at: Date.parse(one.firstSeen) / 1000, label: one.version }))}
            label={period === "24h" ? "Events per hour" : "Events per day"}
            daily={period === "14d"}
            hotSince={hot ? Date.parse(issue.regressed ? issue.lastSeen : issue.firstSeen) / 1000 : null}
          />
        )}
        {isPending && <Skeleton lines={2} label="Loading the trend" />}
        {isError && <p className="faint">The trend cannot be read right now.</p>}
      </div>
    </div>
  );
}

/** An issue of today has its whole story in hours. */
function isYoung(issue: Issue): boolean {
  return Date.parse(issue.lastSeen) - Date.parse(issue.firstSeen) < 24 * 3600_000 && Date.now() - Date.parse(issue.firstSeen) < 24 * 3600_000;
}

const SHOWN = 8;

function Tags({ org, issue }: { org: string; issue: Issue }) {
  const [all, setAll] = useState(false);
  const { data, isPending, isError } = useTags(org, issue.shortId);
  const tags = (data ?? []).filter((tag) => tag.topValues.length > 0);
  return (
    <div className="side">
      <header>
        <h2>Tags</h2>
        <span className="faint num">{data ? tags.length : ""}</span>
      </header>
      {isPending && <Skeleton lines={5} label="Loading the tags" />}
      {isError && <p className="faint">The tags cannot be read right now.</p>}
      <div className="shares">
        {tags.slice(0, all ? undefined : SHOWN).map((tag) => (
          <Share key={tag.key} org={org} tag={tag} />
        ))}
      </div>
      {tags.length > SHOWN && !all && (
        <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
          Show {tags.length - SHOWN} more
        </button>
      )}
    </div>
  );
}

/** One tag: its largest value in words, the three largest as bars, all of them in a list. */
function Share({ org, tag }: { org: string; tag: Tag }) {
  const top = tag.topValues[0];
  if (!top) return null;
  return (
    <details>
      <summary>
        <span className="h">
          <b>{tag.key}</b>
          <span className="most">
            <span className="clip">{top.value || "(empty)"}</span> <span className="faint num nowrap">{percent(top.count, tag.totalValues)}</span>
          </span>
        </span>
        <span className="bars" aria-hidden="true">
          {tag.topValues.slice(0, 3).map((one) => (
            <i key={one.value} style={{ width: `${(one.count / Math.max(1, tag.totalValues)) * 100}%` }} />
          ))}
        </span>
      </summary>
      <ul>
        {tag.topValues.map((one) => (
          <li key={one.value}>
            <Link className="link clip" to="/$org/issues" params={{ org }} search={{ query: `${tag.key}:${quoted(one.value)}` }} title={`Issues with ${tag.key} ${one.value}`}>
              {one.value || "(empty)"}
            </Link>
            <span className="faint num nowrap">
              {short(one.count)} · {percent(one.count, tag.totalValues)}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
