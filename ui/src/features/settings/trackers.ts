import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { HookSecret, Tracker, TrackerKind } from "@/lib/api/types";

export const KINDS: readonly TrackerKind[] = ["jira", "github", "gitlab"];
export const TITLES: Record<TrackerKind, string> = { jira: "Jira", github: "GitHub", gitlab: "GitLab" };

/** A webhook's secret that is shown this once, and whose it is. */
export type Shown = HookSecret & { kind: TrackerKind; name: string };

/** What a person enters; what she leaves alone keeps its value. */
export interface TrackerDraft {
  kind: TrackerKind;
  name: string;
  address: string;
  project: string;
  hosting: "cloud" | "server";
  user: string;
  issueType: string;
  labels: string[];
  /** Who gets what is made there; empty: nobody. */
  assignee: string;
  doneStatuses: string[];
  resolveStatus: string;
  reopenStatus: string;
  sendsStatus: boolean;
  takesStatus: boolean;
  token: string;
}

export function emptyDraft(kind: TrackerKind): TrackerDraft {
  return {
    kind,
    name: TITLES[kind],
    address: kind === "jira" ? "" : `https://${kind}.com`,
    project: "",
    hosting: "cloud",
    user: "",
    issueType: "Bug",
    labels: ["redshank"],
    assignee: "",
    doneStatuses: [],
    resolveStatus: "",
    reopenStatus: "",
    sendsStatus: true,
    takesStatus: true,
    token: "",
  };
}

export function draftOf(tracker: Tracker): TrackerDraft {
  return { ...emptyDraft(tracker.kind), ...tracker, token: "" };
}

/** For the server: without an empty token, which would mean nothing. */
export function bodyOf({ token, ...draft }: TrackerDraft): object {
  return token ? { ...draft, token } : draft;
}

export const trackersPath = (org: string) => `/organizations/${org}/trackers/`;

export function useTrackers(org: string, enabled: boolean) {
  return useQuery({ queryKey: ["trackers", org], queryFn: ({ signal }) => get<Tracker[]>(trackersPath(org), undefined, signal), enabled });
}

export function useRenewTrackers(org: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["trackers", org] });
}
