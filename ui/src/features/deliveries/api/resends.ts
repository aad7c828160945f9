import { useQuery } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { Resend, ResendPlan } from "@/lib/api/types";
import { deliveriesPath } from "@/lib/deliveries";
import type { DeliveryFilter } from "./list";

export const PACES = [1, 5, 20, 100] as const;
export type Pace = (typeof PACES)[number];

/** Which are meant: these alone, or all that failed or died and match. */
export type Chosen = { ids: readonly string[] } | { filter: DeliveryFilter };

const WHILE_RUNNING_MS = 1_000;

/** As the server wants it. Of the states only those that a batch can take are named. */
export function bodyOf(chosen: Chosen): object {
  if ("ids" in chosen) return { ids: chosen.ids };
  const { state, ...rest } = chosen.filter;
  return { ...rest, states: state === "failed" || state === "dead" ? [state] : undefined };
}

/** What a batch would be about. Asked anew each time: it is what a person is about to agree to. */
export function usePlan(org: string, chosen: Chosen, perSecond: Pace) {
  return useQuery({
    queryKey: ["resend-plan", org, bodyOf(chosen), perSecond],
    queryFn: () => send<ResendPlan>("POST", `${deliveriesPath(org)}plan/`, { ...bodyOf(chosen), perSecond }),
    gcTime: 0,
    staleTime: 0,
    placeholderData: (old) => old,
  });
}

/** Just those that the plan counted, of these classes of failure; null: of all. */
export const startResend = (org: string, chosen: Chosen, plan: ResendPlan, failures: readonly string[] | null) =>
  send<Resend>("POST", `${deliveriesPath(org)}resends/`, { ...bodyOf(chosen), failures, perSecond: plan.perSecond, upTo: plan.upTo });

export const stopResend = (org: string, id: string) => send<Resend>("POST", `${deliveriesPath(org)}resends/${id}/stop/`);

export const resendsKey = (org: string) => ["resends", org];

/** The latest ones, newest first; followed every second while the first runs. */
export function useResends(org: string) {
  return useQuery({
    queryKey: resendsKey(org),
    queryFn: ({ signal }) => get<Resend[]>(`${deliveriesPath(org)}resends/`, undefined, signal),
    refetchInterval: ({ state }) => (state.data?.[0]?.state === "running" ? WHILE_RUNNING_MS : false),
  });
}
