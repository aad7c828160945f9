import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Icon } from "@/components/Icon";
import { Menu, MenuItem, MenuLine } from "@/components/Menu";
import { get } from "@/lib/api/client";
import type { Event, EventRow } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { exact, parsed } from "@/lib/time";

/** So many in the menu; all of them have a page. */
const RECENT = 10;

const SECTIONS = [
  ["stack", "Stack"],
  ["breadcrumbs", "Breadcrumbs"],
  ["request", "Request"],
  ["contexts", "Contexts"],
  ["grouping", "Grouping"],
  ["activity", "Activity"],
] as const;

interface Props {
  org: string;
  issue: string;
  event: Event | undefined;
  onEvent: (which: string) => void;
}

/** Stays on top: where one is on the page, and which event it shows. */
export function EventBar({ org, issue, event, onEvent }: Props) {
  const { present, current } = useCurrentSection(event?.id);
  return (
    <div className="evnav">
      <nav className="jump grow" aria-label="On this page">
        {SECTIONS.filter(([id]) => present.has(id)).map(([id, title]) => (
          <a key={id} href={`#${id}`} aria-current={current === id ? "true" : undefined} className={id === "grouping" ? "wide" : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <span className="hstack evpick">
        <EventMenu org={org} issue={issue} event={event} onEvent={onEvent} />
        <button type="button" className="btn quiet icon wide" aria-label="Oldest event" title="Oldest" disabled={!event?.previousEventID} onClick={() => onEvent("oldest")}>
          <Icon name="first" />
        </button>
        <button type="button" className="btn quiet icon" aria-label="Older event ([)" title="Older · [" disabled={!event?.previousEventID} onClick={() => event?.previousEventID && onEvent(event.previousEventID)}>
          <Icon name="left" />
        </button>
        <button type="button" className="btn quiet icon" aria-label="Newer event (])" title="Newer · ]" disabled={!event?.nextEventID} onClick={() => event?.nextEventID && onEvent(event.nextEventID)}>
          <Icon name="right" />
        </button>
      </span>
    </div>
  );
}

function EventMenu({ org, issue, event, onEvent }: Props) {
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ["event-list", org, issue],
    queryFn: ({ signal }) => get<EventRow[]>(`/organizations/${org}/issues/${issue}/events/`, { limit: RECENT }, signal),
    enabled: open,
  });
  const navigate = useNavigate();
  const position = event?.position;
  return (
    <Menu
      label="Events"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className="btn quiet wide" title="Choose an event">
          {position ? (
            <span className="num nowrap">
              Event {whole(position.index)} of {whole(position.total)}
              {position.capped && "+"}
            </span>
          ) : (
            "Event"
          )}
          <Icon name="down" small />
        </button>
      }
    >
      <MenuItem icon="clock" onSelect={() => onEvent("latest")}>
        Latest
      </MenuItem>
      <MenuItem icon="first" onSelect={() => onEvent("oldest")}>
        Oldest
      </MenuItem>
      <MenuItem icon="rows" keys="v" onSelect={() => void navigate({ to: "/$org/issues/$issue/events", params: { org, issue }, search: {} })}>
        All events, with search
      </MenuItem>
      <MenuLine />
      {(data ?? []).map((one) => {
        const at = parsed(one.dateCreated);
        return (
          <MenuItem key={one.eventID} note={one.release} onSelect={() => onEvent(one.eventID)}>
            <span className="num">{at ? exact(at) : ""}</span> <code className="faint">{one.eventID.slice(0, 8)}</code>
          </MenuItem>
        );
      })}
    </Menu>
  );
}

/** Which sections the page has, and the one at the top of the window. */
function useCurrentSection(eventId: string | undefined): { present: ReadonlySet<string>; current: string } {
  const [state, setState] = useState<{ present: ReadonlySet<string>; current: string }>({ present: new Set(["stack", "activity"]), current: "stack" });
  useEffect(() => {
    const look = () => {
      const found = SECTIONS.map(([id]) => document.getElementById(id)).filter((one) => one !== null);
      const passed = found.filter((one) => one.getBoundingClientRect().top < 140);
      const present = found.map((one) => one.id);
      const current = (passed.at(-1) ?? found[0])?.id ?? "stack";
      setState((old) => (old.current === current && present.length === old.present.size ? old : { present: new Set(present), current }));
    };
    const frame = requestAnimationFrame(look);
    window.addEventListener("scroll", look, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", look);
    };
  }, [eventId]);
  return state;
}
