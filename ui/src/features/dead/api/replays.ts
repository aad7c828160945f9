import { useQuery } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { Replay, ReplayPlan } from "@/lib/api/types";
import type { DeadFilter } from "./records";

export const RATES = [10, 50, 200, 1000] as const;
export type Rate = (typeof RATES)[number];

const WHILE_RUNNING_MS = 1_000;

const base = (org: string) => `/organizations/${org}/dead-records/`;
const body = (filter: DeadFilter) => ({ projects: filter.project ? [filter.project] : [], reason: filter.reason });

/** What a replay or a discard would be about. Asked anew each time: it is what a person is about to agree to. */
export function usePlan(org: string, filter: DeadFilter, rate: Rate) {
  return useQuery({
    queryKey: ["dead-plan", org, filter.project, filter.reason, rate],
    queryFn: () => send<ReplayPlan>("POST", `${base(org)}plan/`, { ...body(filter), rate }),
    gcTime: 0,
    staleTime: 0,
    placeholderData: (old) => old,
  });
}

export function startReplay(org: string, filter: DeadFilter, plan: ReplayPlan): Promise<Replay> {
  return send<Replay>("POST", `${base(org)}replays/`, { ...body(filter), rate: plan.rate, upTo: plan.upTo });
}

export function stopReplay(org: string, id: string): Promise<Replay> {
  return send<Replay>("POST", `${base(org)}replays/${id}/stop/`);
}

export function discard(org: string, filter: DeadFilter, plan: ReplayPlan): Promise<{ discarded: number }> {
  return send("POST", `${base(org)}discard/`, { ...body(filter), upTo: plan.upTo });
}

/** The latest one; followed every second while it runs. */
export function useLatestReplay(org: string) {
  return useQuery({
    queryKey: ["dead-replays", org],
    queryFn: async ({ signal }) => (await get<Replay[]>(`${base(org)}replays/`, undefined, signal))[0] ?? null,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? WHILE_RUNNING_MS : false),
  });
}
