import { useQuery } from "@tanstack/react-query";
import { Problem } from "@/lib/api/problem";
import type { Issue } from "@/lib/api/types";
import { issuesPage, type IssueFilter } from "@/lib/issues";
import { useSteadyList, type SteadyList } from "@/lib/steady-list";

export type IssueList = SteadyList<Issue>;

/** One list of issues, in the order in which it was first shown. */
export function useIssueList(org: string, filter: IssueFilter, limit: number, enabled: boolean): IssueList {
  return useSteadyList(["issues", org, filter, limit], (cursor, signal) => issuesPage(org, filter, limit, cursor, signal), enabled);
}

/** What is wrong with a search, with its place in what the person wrote: the parts of the list ask for more than that. */
export function useMistake(org: string, filter: IssueFilter, refused: Problem | null): Problem | null {
  const { error, isPending } = useQuery({ queryKey: ["issue-mistake", org, filter], queryFn: ({ signal }) => issuesPage(org, filter, 1, null, signal), enabled: refused !== null, retry: false });
  if (refused === null || isPending) return null;
  return error instanceof Problem ? error : refused;
}
