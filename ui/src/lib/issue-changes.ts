import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { MEMBERS_ONLY, useCan } from "./session";
import { ask, send } from "./api/client";
import { messageOf } from "./api/problem";
import type { Issue } from "./api/types";
import { bodyOf, bodyOfUndo, changed, doingWords, filterQuery, patchIssues, wordsOf, type Change, type IssueFilter } from "./issues";
import { useNotices } from "./notices";
import { count } from "./numbers";
import { outbox, whenLeaving, type Posted } from "./outbox";

interface Changes {
  /** Changes these issues at once, and says so with a way back. With `holdMs`, another change of them takes its place. */
  change: (issues: readonly Issue[], change: Change, holdMs?: number) => void;
  /** Changes whatever matches, `what` in words, after the ten seconds in which it can be called off. */
  changeAll: (filter: IssueFilter, what: string, change: Change) => void;
  /** Makes one issue of them; `then` once the lists have it. */
  merge: (issues: readonly Issue[], then: () => void) => void;
}

/** A change that waits for a second thought. */
interface Held {
  issues: readonly Issue[];
  posted: Posted<unknown>;
}

/** Optimistic: the rows change first, and change back with a sentence if the server refuses. */
export function useIssueChanges(org: string): Changes {
  const client = useQueryClient();
  const { tell, amend } = useNotices();
  const may = useCan("member");
  const held = useRef<Held | null>(null);
  const path = `/organizations/${org}/issues/`;

  const show = (issues: readonly Issue[]) => patchIssues(client, org, new Map(issues.map((issue) => [issue.id, issue])));
  const settle = () => {
    void client.invalidateQueries({ queryKey: ["issue-counts", org] });
    void client.invalidateQueries({ queryKey: ["activity", org] });
  };

  const undo = async (issues: readonly Issue[], made: Change, posted: Posted<unknown>) => {
    const what = nameOf(issues);
    show(issues);
    if (posted.cancel()) {
      tell(`${what} left as before`);
      return;
    }
    const notice = tell(`Taking it back: ${what}…`, { tone: "doing" });
    try {
      await Promise.all([...byBody(issues, made)].map(([body, ids]) => outbox.post(() => send("PUT", path, JSON.parse(body), { id: ids })).answer));
      amend(notice, `${what} as before`);
    } catch (error) {
      show(issues.map((issue) => changed(issue, made)));
      tell(`Not taken back: ${messageOf(error)}`, { tone: "failed" });
    }
    settle();
  };

  const change: Changes["change"] = (wanted, made, holdMs) => {
    const issues = takeBack(held.current, wanted) ?? wanted;
    if (issues.length === 0) return;
    if (!may) {
      tell(MEMBERS_ONLY, { tone: "failed" });
      return;
    }
    const what = nameOf(issues);
    show(issues.map((issue) => changed(issue, made)));
    const posted = outbox.post(() => send("PUT", path, bodyOf(made), { id: issues.map((issue) => issue.id) }), holdMs);
    held.current = holdMs ? { issues, posted } : null;
    const notice = tell(doingWords(made, what), { tone: "doing", undo: () => void undo(issues, made, posted) });
    posted.answer
      .then(() => {
        amend(notice, wordsOf(made, what));
        settle();
      })
      .catch((error: unknown) => {
        show(issues);
        tell(`${what} stayed as it was: ${messageOf(error)}`, { tone: "failed" });
      });
  };

  // The server keeps no list of what a query changed, so there is nothing to undo afterwards. The change therefore
  // waits out the ten seconds, and goes off at once when the page is left.
  const changeAll: Changes["changeAll"] = (filter, what, made) => {
    if (!may) {
      tell(MEMBERS_ONLY, { tone: "failed" });
      return;
    }
    let waits = true;
    const run = () => {
      if (!waits) return;
      waits = false;
      stay();
      ask<{ updated?: number }>("PUT", path, { body: bodyOf(made), query: filterQuery(filter) })
        .then(({ data }) => {
          void client.invalidateQueries({ queryKey: ["issues", org] });
          settle();
          tell(wordsOf(made, data.updated === undefined ? what : count(data.updated, "issue")));
        })
        .catch((error: unknown) => tell(`Nothing was changed: ${messageOf(error)}`, { tone: "failed" }));
    };
    const stay = whenLeaving(run);
    tell(`${wordsOf(made, what)}, in 10 s`, {
      then: run,
      undo: stay,
    });
  };

  const merge: Changes["merge"] = (issues, then) => {
    const what = count(issues.length, "issue");
    const notice = tell(`Merging ${what}…`, { tone: "doing" });
    const query = { id: issues.map((issue) => issue.id) };
    outbox
      .post(() => send<{ merge?: { parent: string } }>("PUT", path, { merge: true }, query))
      .answer.then(async ({ merge: made }) => {
        const kept = issues.find((issue) => issue.id === made?.parent);
        amend(notice, `${what} merged${kept ? ` into ${kept.shortId}` : ""}`);
        settle();
        await client.invalidateQueries({ queryKey: ["issues", org] });
        then();
      })
      .catch((error: unknown) => tell(`Not merged: ${messageOf(error)}`, { tone: "failed" }));
  };

  return { change, changeAll, merge };
}

/** The issues as they were before a change that was still held, if it is one of the same issues. */
function takeBack(held: Held | null, wanted: readonly Issue[]): readonly Issue[] | null {
  const same = held?.issues.length === wanted.length && held.issues.every((issue, at) => issue.id === wanted[at]?.id);
  return held && same && held.posted.cancel() ? held.issues : null;
}

function nameOf(issues: readonly Issue[]): string {
  return issues.length === 1 && issues[0] ? issues[0].shortId : count(issues.length, "issue");
}

/** Issues that need the same body to go back, together. */
function byBody(issues: readonly Issue[], made: Change): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const issue of issues) {
    const body = JSON.stringify(bodyOfUndo(issue, made));
    groups.set(body, [...(groups.get(body) ?? []), issue.id]);
  }
  return groups;
}
