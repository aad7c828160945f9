import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { ask, type Answer } from "@/lib/api/client";
import type { EventRow } from "@/lib/api/types";

const PAGE = 50;

/** The events of an issue that match, newest first, page by page. */
export function useEvents(org: string, issue: string, query: string) {
  return useInfiniteQuery<Answer<EventRow[]>, Error, InfiniteData<Answer<EventRow[]>>, unknown[], string | null>({
    queryKey: ["events", org, issue, query],
    queryFn: ({ pageParam, signal }) => ask<EventRow[]>("GET", `/organizations/${org}/issues/${encodeURIComponent(issue)}/events/`, { query: { query, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  });
}
