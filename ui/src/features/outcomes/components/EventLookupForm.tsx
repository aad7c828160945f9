import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Icon } from "@/components/Icon";
import { get } from "@/lib/api/client";
import { messageOf, Problem } from "@/lib/api/problem";
import type { EventLookup } from "@/lib/api/types";

/** An event id: what became of it? */
export function EventLookupForm({ org }: { org: string }) {
  const navigate = useNavigate();
  const [said, setSaid] = useState("");
  const look = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const id = String(new FormData(event.currentTarget).get("id")).trim().replaceAll("-", "").toLowerCase();
    if (!/^[0-9a-f]{32}$/.test(id)) return setSaid("An event id has 32 hex digits.");
    setSaid("Looking…");
    try {
      const found = await get<EventLookup>(`/organizations/${org}/eventids/${id}/`);
      if (found.groupId) await navigate({ to: "/$org/issues/$issue/events/$event", params: { org, issue: found.groupId, event: id }, search: {} });
    } catch (error) {
      setSaid(error instanceof Problem && error.status === 404 ? "No event with this id is stored here. If it was refused or dropped, it is counted below." : messageOf(error));
    }
  };
  return (
    <form className="lookup" onSubmit={(event) => void look(event)} role="search">
      <div className="hstack">
        <div className="query">
          <Icon name="search" className="faint" />
          <input name="id" aria-label="Event id" placeholder="Event id: what became of it?" autoComplete="off" spellCheck={false} />
        </div>
        <button type="submit" className="btn tall">
          Look up
        </button>
      </div>
      <p className="faint small-text" role="status">
        {said}
      </p>
    </form>
  );
}
