import { useQuery } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { RuleTracker, TrackerPreview } from "@/lib/api/types";

const base = (org: string) => `/organizations/${org}/rules/trackers/`;

/** Those that a rule may name; empty where none is connected. */
export function useRuleTrackers(org: string): RuleTracker[] {
  const { data = [] } = useQuery({ queryKey: ["rule-trackers", org], queryFn: ({ signal }) => get<RuleTracker[]>(base(org), undefined, signal), staleTime: 60_000, retry: false });
  return data;
}

/** What would be made there for the issue, or for the newest one of the project. */
export function useTrackerPreview(org: string, tracker: string, project: string | null, issue: string | null) {
  return useQuery({
    queryKey: ["rule-tracker-preview", org, tracker, project, issue],
    queryFn: ({ signal }) => get<TrackerPreview>(`${base(org)}${tracker}/preview/`, { project: project ?? undefined, issue: issue ?? undefined }, signal),
    placeholderData: (old) => old,
    staleTime: 60_000,
    retry: false,
  });
}
