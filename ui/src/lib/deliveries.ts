import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "./api/client";
import type { DeliveryTarget } from "./api/types";

export const deliveriesPath = (org: string) => `/organizations/${org}/deliveries/`;

/** Messages go out by the clock, and nobody tells the page of them. */
const LOOK_AGAIN_MS = 15_000;

/** Every channel and tracker, and mail: how its last 24 hours went, and what waits for it. */
export function useTargets(org: string) {
  return useQuery({
    queryKey: ["deliveries", org, "targets"],
    queryFn: ({ signal }) => get<DeliveryTarget[]>(`${deliveriesPath(org)}targets/`, undefined, signal),
    staleTime: 5_000,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** How many have not arrived, wherever they go. */
export const unsyncedOf = (targets: readonly Pick<DeliveryTarget, "unsynced">[]): number => targets.reduce((sum, one) => sum + one.unsynced, 0);

/** Looks at everything about deliveries again: one was sent, or is over. */
export function useRenewDeliveries(org: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["deliveries", org] });
}
