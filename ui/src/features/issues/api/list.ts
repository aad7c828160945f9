import type { Issue } from "@/lib/api/types";
import { issuesPage, type IssueFilter } from "@/lib/issues";
import { useSteadyList, type SteadyList } from "@/lib/steady-list";

export type IssueList = SteadyList<Issue>;

/** One list of issues, in the order in which it was first shown. */
export function useIssueList(org: string, filter: IssueFilter, limit: number, enabled: boolean): IssueList {
  return useSteadyList(["issues", org, filter, limit], (cursor, signal) => issuesPage(org, filter, limit, cursor, signal), enabled);
}
