import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Answer } from "@/lib/api/client";
import type { Issue } from "@/lib/api/types";
import { issuesPage, type IssueFilter } from "@/lib/issues";
import { steady } from "@/lib/steady";

export interface IssueList {
  rows: Issue[];
  /** New rows that wait behind "12 new · show". */
  fresh: number;
  /** How many match in all; null while unknown. */
  total: number | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  showNew: () => void;
  pending: boolean;
  error: Error | null;
  asOf: Date | null;
  retry: () => void;
}

interface Memory {
  ids: string[];
  kept: Map<string, Issue>;
}

// Outlives the page, so that a list stands as it was when a person comes back to it.
const memories = new Map<string, Memory>();

/** One list of issues, in the order in which it was first shown. */
export function useIssueList(org: string, filter: IssueFilter, limit: number, enabled: boolean): IssueList {
  const queryKey = ["issues", org, filter, limit];
  const memoryKey = JSON.stringify(queryKey);
  const [, redraw] = useState(0);
  const query = useInfiniteQuery<Answer<Issue[]>, Error, InfiniteData<Answer<Issue[]>>, unknown[], string | null>({
    queryKey,
    queryFn: ({ pageParam, signal }) => issuesPage(org, filter, limit, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
  const { data, refetch, fetchNextPage } = query;
  const latest = useMemo(() => unique(data?.pages.flatMap((page) => page.data) ?? []), [data]);
  const memory = remember(memoryKey, latest, data?.pages.length ?? 0);
  const { rows, fresh } = steady(memory?.ids ?? null, latest, memory?.kept ?? new Map());

  const showNew = () => {
    memories.delete(memoryKey);
    redraw((n) => n + 1);
  };
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const retry = useCallback(() => void refetch(), [refetch]);

  return {
    rows,
    fresh,
    total: data?.pages.at(-1)?.hits ?? null,
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore,
    showNew,
    pending: enabled && query.isPending,
    error: query.error,
    asOf: data?.pages[0]?.at ?? null,
    retry,
  };
}

const pagesSeen = new Map<string, number>();

function remember(key: string, latest: readonly Issue[], pages: number): Memory | null {
  if (pages === 0) return memories.get(key) ?? null;
  let memory = memories.get(key);
  if (!memory) {
    memory = { ids: latest.map((one) => one.id), kept: new Map() };
    memories.set(key, memory);
  } else if (pages > (pagesSeen.get(key) ?? 1)) {
    const known = new Set(memory.ids);
    memory.ids.push(...latest.map((one) => one.id).filter((id) => !known.has(id)));
  }
  pagesSeen.set(key, pages);
  for (const issue of latest) memory.kept.set(issue.id, issue);
  return memory;
}

function unique(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [issue.id, issue])).values()];
}

/** A new search starts with its own latest order; only coming back to a page keeps the old one. */
export function useForgetOnChange(key: string): void {
  const [first] = useState(key);
  useEffect(() => {
    if (key !== first) memories.clear();
  }, [key, first]);
}
