import { useQuery } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { AlertDetail } from "@/lib/api/types";
import { alertsPath } from "@/lib/alerts";

/** Deliveries come and go by the second while an alert is open. */
const WHILE_OPEN_MS = 10_000;

/** One alert with all that is known of it. */
export function useAlert(org: string, id: string | undefined) {
  return useQuery({
    queryKey: ["alerts", org, "detail", id],
    queryFn: ({ signal }) => get<AlertDetail>(`${alertsPath(org)}${id}/`, undefined, signal),
    enabled: id !== undefined,
    retry: false,
    refetchInterval: ({ state }) => (state.data && state.data.status !== "resolved" ? WHILE_OPEN_MS : false),
  });
}
