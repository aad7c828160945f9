import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get } from "@/lib/api/client";
import { Problem } from "@/lib/api/problem";
import type { EventLookup, Issue } from "@/lib/api/types";
import { issuesPage } from "@/lib/issues";

/** An event id as SDKs print it, with or without dashes. */
export function eventIdIn(text: string): string | null {
  const id = text.trim().replaceAll("-", "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(id) ? id : null;
}

/** `SHOP-418`, also as `#shop-418`. */
function shortIdIn(text: string): string | null {
  const id = text.trim().replace(/^#/, "").toUpperCase();
  return /^[A-Z0-9][A-Z0-9_-]*-\d+$/.test(id) ? id : null;
}

/** The text, once nobody has typed for a moment. */
export function useSettled(text: string, ms = 150): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), ms);
    return () => window.clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

export function useFoundIssues(org: string, text: string): { issues: Issue[]; asking: boolean } {
  const words = text.trim();
  const { data, isFetching } = useQuery({
    queryKey: ["palette-issues", org, words],
    queryFn: async ({ signal }): Promise<Issue[]> => {
      const id = shortIdIn(words);
      const exact = id ? await get<Issue>(`/organizations/${org}/issues/${id}/`, undefined, signal).catch(nothing) : null;
      const quoted = `"${words.replace(/^#/, "").replace(/["\\]/g, "\\$&")}"`;
      const page = await issuesPage(org, { query: quoted, sort: "date", range: "90d", project: [], environment: [] }, 6, null, signal).catch(() => null);
      const others = page?.data ?? [];
      return exact ? [exact, ...others.filter((one) => one.id !== exact.id)] : others;
    },
    enabled: words.length > 1 && !words.startsWith("@") && !eventIdIn(words),
    placeholderData: (old) => old,
  });
  return { issues: words.length > 1 ? (data ?? []) : [], asking: isFetching };
}

/** Where an event is: its issue and project; null when there is none with this id. */
export function useFoundEvent(org: string, text: string) {
  const id = eventIdIn(text);
  return useQuery({
    queryKey: ["event-lookup", org, id],
    queryFn: ({ signal }) => get<EventLookup>(`/organizations/${org}/eventids/${id}/`, undefined, signal).catch(nothing),
    enabled: id !== null,
  });
}

function nothing(error: unknown): null {
  if (error instanceof Problem && error.status === 404) return null;
  throw error;
}
