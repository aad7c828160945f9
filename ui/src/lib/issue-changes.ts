import { useQueryClient } from "@tanstack/react-query";
import { ask, send } from "./api/client";
import { messageOf } from "./api/problem";
import type { Issue } from "./api/types";
import { bodyOf, bodyOfUndo, changed, filterQuery, patchIssues, wordsOf, type Change, type IssueFilter } from "./issues";
import { useNotices } from "./notices";
import { count } from "./numbers";

interface Changes {
  /** Changes these issues at once, and says so with a way back. */
  change: (issues: readonly Issue[], change: Change) => void;
  /** Changes whatever matches, after the ten seconds in which it can be called off. */
  changeAll: (filter: IssueFilter, total: number, change: Change) => void;
}

/** Optimistic: the rows change first, and change back with a sentence if the server refuses. */
export function useIssueChanges(org: string): Changes {
  const client = useQueryClient();
  const { tell } = useNotices();
  const path = `/organizations/${org}/issues/`;

  const settle = () => {
    void client.invalidateQueries({ queryKey: ["issue-counts", org] });
    void client.invalidateQueries({ queryKey: ["activity", org] });
  };

  const undo = async (issues: readonly Issue[], made: Change) => {
    patchIssues(client, org, new Map(issues.map((issue) => [issue.id, issue])));
    try {
      for (const [body, ids] of byBody(issues, made)) await send("PUT", path, JSON.parse(body), { id: ids });
    } catch (error) {
      tell(`Not taken back: ${messageOf(error)}`, { tone: "failed" });
    }
    settle();
  };

  const change: Changes["change"] = (issues, made) => {
    const first = issues[0];
    if (!first) return;
    patchIssues(client, org, new Map(issues.map((issue) => [issue.id, changed(issue, made)])));
    const what = issues.length === 1 ? first.shortId : count(issues.length, "issue");
    tell(wordsOf(made, what), { undo: () => void undo(issues, made) });
    send("PUT", path, bodyOf(made), { id: issues.map((issue) => issue.id) })
      .then(settle)
      .catch((error: unknown) => {
        patchIssues(client, org, new Map(issues.map((issue) => [issue.id, issue])));
        tell(`${what} stayed as it was: ${messageOf(error)}`, { tone: "failed" });
      });
  };

  // The server keeps no list of what a query changed, so there is nothing to undo afterwards. The change therefore
  // waits out the ten seconds, and goes off at once when the page is left.
  const changeAll: Changes["changeAll"] = (filter, total, made) => {
    const run = () => {
      window.removeEventListener("pagehide", run);
      ask<{ updated?: number }>("PUT", path, { body: bodyOf(made), query: filterQuery(filter), keepalive: true })
        .then(({ data }) => {
          void client.invalidateQueries({ queryKey: ["issues", org] });
          settle();
          tell(wordsOf(made, count(data.updated ?? total, "issue")));
        })
        .catch((error: unknown) => tell(`Nothing was changed: ${messageOf(error)}`, { tone: "failed" }));
    };
    window.addEventListener("pagehide", run, { once: true });
    tell(`${wordsOf(made, count(total, "issue"))}, in 10 s`, {
      then: run,
      undo: () => window.removeEventListener("pagehide", run),
    });
  };

  return { change, changeAll };
}

/** Issues that need the same body to go back, together. */
export function byBody(issues: readonly Issue[], made: Change): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const issue of issues) {
    const body = JSON.stringify(bodyOfUndo(issue, made));
    groups.set(body, [...(groups.get(body) ?? []), issue.id]);
  }
  return groups;
}
