import type { IssueFilter } from "@/lib/issues";
import { useIssueList, type IssueList } from "./list";

export interface IssueGroup {
  id: "nobody" | "mine" | "others" | "all";
  title: string;
  /** Why these are together. */
  hint: string;
  list: IssueList;
}

const FIRST_PAGE = { nobody: 25, mine: 10, others: 50, all: 50 };

/**
 * The list in three parts, by whose turn it is, or in one. Each part is a search of its own, with a count of its own;
 * together they hold every match once.
 */
export function useIssueGroups(org: string, filter: IssueFilter, byTurn: boolean, sortedBy: string, ready: boolean): IssueGroup[] {
  const part = (also: string): IssueFilter => ({ ...filter, also });
  const nobody = useIssueList(org, part("is:unassigned !is:acknowledged"), FIRST_PAGE.nobody, ready && byTurn);
  const mine = useIssueList(org, part("assigned:me"), FIRST_PAGE.mine, ready && byTurn);
  const others = useIssueList(org, part("!assigned:me (is:assigned OR is:acknowledged)"), FIRST_PAGE.others, ready && byTurn);
  const all = useIssueList(org, filter, FIRST_PAGE.all, ready && !byTurn);
  if (!byTurn) return [{ id: "all", title: "All that match", hint: `sorted by ${sortedBy}`, list: all }];
  return [
    { id: "nobody", title: "Nobody has taken these", hint: "nobody is assigned, nobody acknowledged", list: nobody },
    { id: "mine", title: "Yours", hint: "", list: mine },
    { id: "others", title: "With others", hint: `sorted by ${sortedBy}`, list: others },
  ];
}

