import { useQuery } from "@tanstack/react-query";
import { useAlertCounts, useLiveAlerts } from "@/lib/alerts";
import { unsyncedOf, useTargets } from "@/lib/deliveries";
import { issueCount } from "@/lib/issues";
import { useLive, useThrottled } from "@/lib/live";

const NOBODYS = { query: "is:for_review", sort: "date", range: "14d", project: [], environment: [] };

/** How many issues nobody has taken; null until it is known. */
export function useWaiting(org: string): number | null {
  const { data, refetch } = useQuery({
    queryKey: ["issue-counts", org, NOBODYS],
    queryFn: ({ signal }) => issueCount(org, NOBODYS, signal),
    staleTime: 30_000,
  });
  const renew = useThrottled(3_000, () => void refetch());
  useLive(org, { issues: renew });
  return data ?? null;
}

/** How many alerts fire that nobody has answered and that nothing holds back; null until it is known. */
export function useFiring(org: string): number | null {
  const counts = useAlertCounts(org);
  useLiveAlerts(org);
  return counts ? Math.max(0, counts.firing - counts.held) : null;
}

/** How many messages have not arrived; null until it is known. */
export function useUnsynced(org: string): number | null {
  const { data } = useTargets(org);
  return data ? unsyncedOf(data) : null;
}
