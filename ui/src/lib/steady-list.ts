import { useInfiniteQuery, type InfiniteData } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import type { Answer } from "./api/client";
import { steady } from "./steady";

export interface SteadyList<T> {
  rows: T[];
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
  kept: Map<string, { id: string }>;
  pages: number;
}

// Outlives the page, so that a list stands as it was when a person comes back to it.
const memories = new Map<string, Memory>();

/** A list by pages, in the order in which it was first shown. `page` asks for the one at a cursor. */
export function useSteadyList<T extends { id: string }>(queryKey: readonly unknown[], page: (cursor: string | null, signal: AbortSignal) => Promise<Answer<T[]>>, enabled = true): SteadyList<T> {
  const memoryKey = JSON.stringify(queryKey);
  const [, redraw] = useState(0);
  const query = useInfiniteQuery<Answer<T[]>, Error, InfiniteData<Answer<T[]>>, readonly unknown[], string | null>({
    queryKey,
    queryFn: ({ pageParam, signal }) => page(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
  const { data, refetch, fetchNextPage } = query;
  const latest = useMemo(() => unique(data?.pages.flatMap((one) => one.data) ?? []), [data]);
  const memory = remember(memoryKey, latest, data?.pages.length ?? 0);
  const { rows, fresh } = steady(memory?.ids ?? null, latest, (memory?.kept ?? new Map()) as ReadonlyMap<string, T>);

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

function remember(key: string, latest: readonly { id: string }[], pages: number): Memory | null {
  if (pages === 0) return memories.get(key) ?? null;
  let memory = memories.get(key);
  if (!memory) {
    memory = { ids: latest.map((one) => one.id), kept: new Map(), pages };
    memories.set(key, memory);
  } else if (pages > memory.pages) {
    const known = new Set(memory.ids);
    memory.ids.push(...latest.map((one) => one.id).filter((id) => !known.has(id)));
  }
  memory.pages = pages;
  for (const row of latest) memory.kept.set(row.id, row);
  return memory;
}

function unique<T extends { id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** A new search starts with its own latest order; only coming back to a page keeps the old one. */
export function useForgetOnChange(key: string): void {
  const [first] = useState(key);
  useEffect(() => {
    if (key !== first) memories.clear();
  }, [key, first]);
}
