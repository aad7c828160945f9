import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, get } from "@/lib/api/client";
import type { DeadReason, DeadRecord, DeadRecordDetail } from "@/lib/api/types";

/** What a person has narrowed the list to. */
export interface DeadFilter {
  project?: string | undefined;
  reason?: string | undefined;
}

const base = (org: string) => `/organizations/${org}/dead-records/`;

/** Newest first, a page at a time. */
export function useDeadRecords(org: string, filter: DeadFilter) {
  return useInfiniteQuery({
    queryKey: ["dead", org, "list", filter.project, filter.reason],
    queryFn: ({ pageParam, signal }) => ask<DeadRecord[]>("GET", base(org), { query: { project: filter.project, reason: filter.reason, per_page: 50, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** How many died of what. */
export function useDeadReasons(org: string, project: string | undefined) {
  return useQuery({
    queryKey: ["dead", org, "reasons", project],
    queryFn: ({ signal }) => get<DeadReason[]>(`${base(org)}reasons/`, { project }, signal),
  });
}

export function useDeadRecord(org: string, id: string) {
  return useQuery({ queryKey: ["dead", org, "record", id], queryFn: ({ signal }) => get<DeadRecordDetail>(`${base(org)}${id}/`, undefined, signal), retry: false });
}

/** Look at everything about dead events again: some came home, or are gone. */
export function useRenewDead(org: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ["dead", org] });
    void client.invalidateQueries({ queryKey: ["outcomes", org] });
  };
}
