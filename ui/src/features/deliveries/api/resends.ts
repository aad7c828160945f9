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

export interface Manner {
  /** Not those that would fail the same way again. */
  leaveOut: boolean;
  /** One goes ahead, and the rest waits for a person's word. */
  oneFirst: boolean;
}

/** Just those that the plan counted. */
export const startResend = (org: string, chosen: Chosen, plan: ResendPlan, manner: Manner) =>
  send<Resend>("POST", `${deliveriesPath(org)}resends/`, { ...bodyOf(chosen), ...manner, perSecond: plan.perSecond, upTo: plan.upTo });

export const continueResend = (org: string, id: string) => send<Resend>("POST", `${deliveriesPath(org)}resends/${id}/go-on/`);

export const stopResend = (org: string, id: string) => send<Resend>("POST", `${deliveriesPath(org)}resends/${id}/stop/`);

export const resendsKey = (org: string) => ["resends", org];

const isUnderWay = (one: Resend | undefined): boolean => one?.state === "running" || one?.state === "waiting";

/** The latest ones, newest first; followed every second while the first runs. */
export function useResends(org: string) {
  return useQuery({
    queryKey: resendsKey(org),
    queryFn: ({ signal }) => get<Resend[]>(`${deliveriesPath(org)}resends/`, undefined, signal),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.[0]) ? WHILE_RUNNING_MS : false),
  });
}
