import { useInfiniteQuery, useQuery, type InfiniteData } from "@tanstack/react-query";
import { ask, encodeQuery, get, type Answer, type Query } from "@/lib/api/client";
import type { ExploreRow, ExploreSummary } from "@/lib/api/types";

const PAGE = 50;

/** Which events are meant, as the API takes it. */
export interface Question {
  query: string;
  project: readonly string[];
  environment: readonly string[];
  statsPeriod: string | null;
  /** Epoch seconds; both or none. */
  start: number | null;
  end: number | null;
}

const path = (org: string, what: string) => `/organizations/${org}/explore/${what}/`;

export function useExploreEvents(org: string, question: Question, columns: readonly string[], enabled: boolean) {
  return useInfiniteQuery<Answer<ExploreRow[]>, Error, InfiniteData<Answer<ExploreRow[]>>, unknown[], string | null>({
    queryKey: ["explore", org, "events", question, columns],
    queryFn: ({ pageParam, signal }) =>
      ask<ExploreRow[]>("GET", path(org, "events"), { query: { ...asked(question), field: columns, limit: PAGE, cursor: pageParam }, signal }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    enabled,
    placeholderData: (old) => old,
  });
}

export function useExploreSummary(org: string, question: Question, facets: readonly string[], enabled: boolean) {
  return useQuery({
    queryKey: ["explore", org, "summary", question, facets],
    queryFn: ({ signal }) => get<ExploreSummary>(path(org, "summary"), { ...asked(question), facet: facets }, signal),
    enabled,
    placeholderData: (old) => old,
  });
}

/** Where the browser fetches the same events whole. */
export function exportUrl(org: string, question: Question): string {
  return `/api/0${path(org, "export")}${encodeQuery(asked(question))}`;
}

function asked(question: Question): Query {
  return { ...question };
}
