import { queryOptions, useQuery } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { Activity, Event, Issue, IssueStats, Tag } from "@/lib/api/types";

const at = (org: string, issue: string, rest = "") => `/organizations/${org}/issues/${encodeURIComponent(issue)}/${rest}`;

export const issueQuery = (org: string, issue: string) => queryOptions({ queryKey: ["issue", org, issue], queryFn: ({ signal }) => get<Issue>(at(org, issue), undefined, signal) });

/** `which` is an event id, `latest` or `oldest`. */
export function useEvent(org: string, issue: string, which: string) {
  return useQuery({
    queryKey: ["event", org, issue, which],
    queryFn: ({ signal }) => get<Event>(at(org, issue, `events/${which}/`), undefined, signal),
    // An event never changes once it is stored; only "latest" does.
    staleTime: which === "latest" ? 10_000 : Infinity,
    placeholderData: (old) => old,
  });
}

export function useTags(org: string, issue: string) {
  return useQuery({ queryKey: ["tags", org, issue], queryFn: ({ signal }) => get<Tag[]>(at(org, issue, "tags/"), undefined, signal), staleTime: 30_000 });
}

export function useActivity(org: string, issue: string) {
  return useQuery({
    queryKey: ["activity", org, issue],
    queryFn: async ({ signal }) => (await get<{ activity: Activity[] }>(at(org, issue, "activities/"), undefined, signal)).activity,
  });
}

export function useStats(org: string, issue: string, period: "24h" | "14d") {
  return useQuery({
    queryKey: ["stats", org, issue, period],
    queryFn: ({ signal }) => get<IssueStats>(at(org, issue, "stats/"), { statsPeriod: period, interval: period === "24h" ? "1h" : "1d" }, signal),
    staleTime: 30_000,
    placeholderData: (old) => old,
  });
}

/** The fingerprints that lead to the issue: several once others were merged into it. */
export function useHashes(org: string, issue: string) {
  return useQuery({ queryKey: ["hashes", org, issue], queryFn: ({ signal }) => get<{ id: string }[]>(at(org, issue, "hashes/"), undefined, signal), staleTime: 60_000 });
}

export function useRawEvent(org: string, project: string, event: string, enabled: boolean) {
  return useQuery({
    queryKey: ["raw-event", org, project, event],
    queryFn: ({ signal }) => get<unknown>(`/projects/${org}/${project}/events/${event}/json/`, undefined, signal),
    enabled,
    staleTime: Infinity,
  });
}
