import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState, type KeyboardEvent, type ReactNode } from "react";
import { Avatar } from "@/components/Avatar";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { LevelMark } from "@/components/marks";
import { MarkedText } from "@/components/Redacted";
import { membersQuery, useProjects } from "@/lib/projects";
import { useOrg } from "@/lib/session";
import { eventIdIn, useFoundEvent, useFoundIssues, useSettled } from "../api/find";
import { matching, placesOf } from "../places";

interface Row {
  id: string;
  section: string;
  icon: ReactNode;
  label: ReactNode;
  note: string;
  keys?: string | undefined;
  href: string;
}

/** Issues, places, members; a pasted event id shows where the event is. */
export function Palette({ onClose }: { onClose: () => void }) {
  const org = useOrg().slug;
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const { rows, said } = useRows(org, typed);
  const at = Math.min(active, rows.length - 1);

  const open = (row: Row | undefined) => {
    if (!row) return;
    onClose();
    void navigate({ href: row.href });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = (at + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % Math.max(1, rows.length);
      setActive(next);
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      open(rows[at]);
    }
  };

  return (
    <Dialog open onClose={onClose} label="Jump to" className="palette">
      <div className="q">
        <Icon name="search" className="faint" />
        <input
          autoFocus
          role="combobox"
          aria-label="Jump to"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={rows[at] ? `${list}-${at}` : undefined}
          placeholder="An issue, a place, a member, an event id"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKey}
        />
        <kbd>esc</kbd>
      </div>
      <div className="ls" id={list} role="listbox" aria-label="Results">
        {rows.map((row, index) => (
          <div key={row.id} role="presentation">
            {rows[index - 1]?.section !== row.section && <h3 role="presentation">{row.section}</h3>}
            {/* The field above has the focus and the keys. */}
            {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events */}
            <div id={`${list}-${index}`} className="it" role="option" tabIndex={-1} aria-selected={index === at} onPointerMove={() => setActive(index)} onClick={() => open(row)}>
              {row.icon}
              <span className="clip grow">{row.label}</span>
              <span className="faint nowrap">{row.note}</span>
              {index === at ? <kbd>↵</kbd> : row.keys ? <kbd>{row.keys}</kbd> : null}
            </div>
          </div>
        ))}
      </div>
      {said && (
        <p className="none" role="status">
          {said}
        </p>
      )}
      <div className="ft">
        <span>
          <kbd>#</kbd> issue by id
        </span>
        <span>
          <kbd>@</kbd> members
        </span>
        <span className="grow" />
        <span className="wide">paste an event id to see its issue</span>
      </div>
    </Dialog>
  );
}

function useRows(org: string, typed: string): { rows: Row[]; said: string | null } {
  const settled = useSettled(typed);
  const { issues, asking } = useFoundIssues(org, settled);
  const event = useFoundEvent(org, settled);
  const members = useQuery(membersQuery(org)).data ?? [];
  const projects = useProjects(org);
  const text = typed.trim();

  if (eventIdIn(text)) {
    const found = event.data;
    if (found?.groupId) {
      const href = `/${org}/issues/${found.groupId}/events/${found.eventId}`;
      return { rows: [{ id: "event", section: "Event", icon: <Icon name="issues" />, label: `Event ${found.eventId.slice(0, 8)}… and its issue`, note: found.projectSlug, href }], said: null };
    }
    return { rows: [], said: event.isPending ? "Looking for this event…" : event.isError ? "The event cannot be looked up right now." : "No event with this id is stored here. Outcomes tell what was refused, and why." };
  }
  const onlyMembers = text.startsWith("@");
  const name = text.slice(onlyMembers ? 1 : 0).toLowerCase();
  const rows: Row[] = [
    ...(onlyMembers ? [] : issues).map((one) => ({
      id: `i${one.id}`,
      section: "Issues",
      icon: <LevelMark level={one.level} />,
      label: (
        <>
          <b>{one.metadata.type || ""}</b> <MarkedText text={one.metadata.type ? (one.metadata.value ?? "") : one.title} />
        </>
      ),
      note: one.state === "new" || one.state === "acknowledged" ? one.shortId : `${one.shortId} · ${one.state}`,
      href: `/${org}/issues/${one.shortId}`,
    })),
    ...(onlyMembers || text.startsWith("#") ? [] : matching(placesOf(org, projects), text, text ? 7 : 9)).map((one) => ({
      id: one.id,
      section: "Go to",
      icon: <Icon name={one.icon} />,
      label: one.label,
      note: one.note,
      keys: one.keys,
      href: one.href,
    })),
    ...(onlyMembers || name.length > 1 ? members : [])
      .filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(name))
      .slice(0, 6)
      .map((one) => ({
        id: `m${one.id}`,
        section: "Members: their issues",
        icon: <Avatar name={one.name || one.email} id={`user${one.user?.id ?? one.id}`} decorative />,
        label: one.name || one.email,
        note: one.role,
        href: `/${org}/issues?query=${encodeURIComponent(`is:unresolved assigned:${one.email}`)}`,
      })),
  ];
  return { rows, said: rows.length === 0 && !asking && text ? "Nothing here has that name." : null };
}
