import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, get, type Query } from "./api/client";
import type { Alert, AlertCounts, Severity } from "./api/types";
import { useLive, useThrottled } from "./live";
import { quoted } from "./search";

export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

export const alertsPath = (org: string) => `/organizations/${org}/alerts/`;

/** Escalations come by the clock, and nobody tells the page of them. */
const LOOK_AGAIN_MS = 30_000;

/** How many alerts are open; undefined until it is known, or where this server cannot say. */
export function useAlertCounts(org: string): AlertCounts | undefined {
  const { data } = useQuery({
    queryKey: ["alerts", org, "counts"],
    queryFn: ({ signal }) => get<AlertCounts>(`${alertsPath(org)}counts/`, undefined, signal),
    staleTime: 10_000,
    refetchInterval: LOOK_AGAIN_MS,
  });
  return data;
}

/** Looks at all alerts again when something has happened; once in a page. */
export function useLiveAlerts(org: string): boolean {
  const renew = useThrottled(1_000, useRenewAlerts(org));
  return useLive(org, { alerts: renew });
}

/** Looks at everything about alerts again. */
export function useRenewAlerts(org: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["alerts", org] });
}

/** The alerts that answer a question, newest first: one page. */
export function useSomeAlerts(org: string, name: string, query: Query) {
  return useQuery({
    queryKey: ["alerts", org, "some", name, query],
    queryFn: ({ signal }) => get<Alert[]>(alertsPath(org), query, signal),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** How many alerts answer a question; null where the server did not count. */
export function useHowManyAlerts(org: string, query: Query, enabled = true) {
  const { data } = useQuery({
    queryKey: ["alerts", org, "how-many", query],
    queryFn: async ({ signal }) => (await ask<Alert[]>("GET", alertsPath(org), { query: { ...query, per_page: 1 }, signal })).hits,
    enabled,
    staleTime: 60_000,
  });
  return data ?? null;
}

/** Nobody has answered it, and nothing keeps it from telling: the one state that takes the accent. */
export function isUnanswered(alert: Pick<Alert, "status" | "heldBy">): boolean {
  return alert.status === "firing" && alert.heldBy === null;
}

/** What a silence must say to hold back alerts with these labels: `rule:"New issue" project:shop`. */
export function matcherOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .filter(([key, value]) => value !== "" && key !== "severity")
    .map(([key, value]) => `${quotedKey(key)}:${quoted(value)}`)
    .join(" ");
}

function quotedKey(key: string): string {
  return /^[\w.-]+$/.test(key) ? key : `"${key.replace(/["\\]/g, "\\$&")}"`;
}

/** Alerts that an issue is in, open and resolved, the last to fire first. */
export function useAlertsOfIssue(org: string, issue: string) {
  return useQuery({
    queryKey: ["alerts", org, "of-issue", issue],
    queryFn: ({ signal }) => get<Alert[]>(`/organizations/${org}/issues/${issue}/alerts/`, undefined, signal),
    retry: false,
  });
}
