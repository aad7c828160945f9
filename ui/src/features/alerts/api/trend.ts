import { useQuery } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { AlertTrend } from "@/lib/api/types";
import { alertsPath } from "@/lib/alerts";

/** Of an open alert it moves on; a chart need not do so by the second. */
const WHILE_OPEN_MS = 60_000;

/** What the rule measured around an alert. */
export function useAlertTrend(org: string, id: string, isOpen: boolean) {
  return useQuery({
    // Not under "alerts": what happens to any alert is no reason to count events anew.
    queryKey: ["alert-trend", org, id, isOpen],
    queryFn: ({ signal }) => get<AlertTrend>(`${alertsPath(org)}${id}/trend/`, undefined, signal),
    staleTime: 30_000,
    refetchInterval: isOpen ? WHILE_OPEN_MS : false,
    retry: false,
  });
}
