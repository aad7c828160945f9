import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { ask, type Answer, type Query } from "./api/client";
import type { Assignee, Issue } from "./api/types";
import { whole } from "./numbers";

/** What decides a list of issues; all of it stands in the address bar. */
export interface IssueFilter {
  query: string;
  /** A second search that must hold, too. */
  also?: string;
  sort: string;
  range: string;
  /** Ids of projects; empty means all. */
  project: readonly string[];
  environment: readonly string[];
}

export type IssuePages = InfiniteData<Answer<Issue[]>, string | null>;

export function filterQuery(filter: IssueFilter): Query {
  return {
    query: filter.query,
    also: filter.also,
    sort: filter.sort,
    statsPeriod: filter.range,
    project: filter.project,
    environment: filter.environment,
  };
}

export function issuesPage(org: string, filter: IssueFilter, limit: number, cursor: string | null, signal?: AbortSignal): Promise<Answer<Issue[]>> {
  const query = { ...filterQuery(filter), limit, cursor };
  return ask<Issue[]>("GET", `/organizations/${org}/issues/`, signal ? { query, signal } : { query });
}

/** The server counts matches up to here; one more stands for all that are beyond. */
export const COUNTED = 1000;

/** `412`, `1,000+` */
export function matches(total: number): string {
  return total > COUNTED ? `${whole(COUNTED)}+` : whole(total);
}

/** How many issues match, without reading them. */
export async function issueCount(org: string, filter: IssueFilter, signal?: AbortSignal): Promise<number | null> {
  return (await issuesPage(org, filter, 1, null, signal)).hits;
}

/** What a person can do to an issue. */
export type Change =
  | { kind: "resolve"; nextRelease?: boolean }
  | { kind: "reopen" }
  | { kind: "acknowledge" }
  | { kind: "ignore"; until: Until | null }
  | { kind: "assign"; to: Assignee | null };

export interface Until {
  /** "until tomorrow", "until 100 more events". */
  words: string;
  details: { ignoreDuration?: number; ignoreCount?: number; ignoreWindow?: number; ignoreUserCount?: number };
}

/** The PUT body of a change: Sentry's values, and ours where Sentry has none. */
export function bodyOf(change: Change): Record<string, unknown> {
  switch (change.kind) {
    case "resolve":
      return { status: "resolved", statusDetails: change.nextRelease ? { inNextRelease: true } : {} };
    case "reopen":
      return { status: "unresolved" };
    case "acknowledge":
      return { state: "acknowledged" };
    case "ignore":
      return { status: "ignored", statusDetails: change.until?.details ?? {} };
    case "assign":
      return { assignedTo: change.to ? `${change.to.type}:${change.to.id}` : "" };
  }
}

/** The issue as it will be, shown before the server has answered. */
export function changed(issue: Issue, change: Change): Issue {
  switch (change.kind) {
    case "resolve":
      return { ...issue, status: "resolved", state: "resolved", regressed: false };
    case "reopen":
      return { ...issue, status: "unresolved", state: "new", statusDetails: {} };
    case "acknowledge":
      return { ...issue, status: "unresolved", state: "acknowledged" };
    case "ignore":
      return { ...issue, status: "ignored", state: "ignored", statusDetails: change.until?.details ?? {} };
    case "assign":
      return { ...issue, assignedTo: change.to };
  }
}

/** The PUT body that brings back what the change took. */
export function bodyOfUndo(issue: Issue, change: Change): Record<string, unknown> {
  if (change.kind === "assign") return { assignedTo: issue.assignedTo ? `${issue.assignedTo.type}:${issue.assignedTo.id}` : "" };
  const { inNextRelease, inRelease } = issue.statusDetails;
  if (issue.state === "resolved" && (inNextRelease || inRelease)) return { status: "resolved", statusDetails: { inNextRelease, inRelease } };
  if (issue.state !== "ignored") return { state: issue.state };
  return { status: "ignored", statusDetails: conditionsOf(issue.statusDetails) };
}

/** What an ignored issue says of itself, as the conditions one would set to get there from now. */
function conditionsOf(details: Record<string, unknown>): Until["details"] {
  const { ignoreUntil, ignoreCount, ignoreWindow, ignoreWindowCount, ignoreUserCount } = details;
  const conditions: Until["details"] = {};
  const minutes = typeof ignoreUntil === "string" ? Math.ceil((Date.parse(ignoreUntil) - Date.now()) / 60_000) : 0;
  if (minutes > 0) conditions.ignoreDuration = minutes;
  const events = ignoreCount ?? ignoreWindowCount;
  if (typeof events === "number" && events > 0) conditions.ignoreCount = events;
  if (typeof ignoreWindow === "number") conditions.ignoreWindow = ignoreWindow;
  if (typeof ignoreUserCount === "number" && ignoreUserCount > 0) conditions.ignoreUserCount = ignoreUserCount;
  return conditions;
}

/** What a notice says once it is done: `SHOP-418 resolved`, `3 issues assigned to Ines Calder`. */
export function wordsOf(change: Change, what: string): string {
  switch (change.kind) {
    case "resolve":
      return `${what} resolved${change.nextRelease ? " in the next release" : ""}`;
    case "reopen":
      return `${what} open again`;
    case "acknowledge":
      return `${what} acknowledged`;
    case "ignore":
      return `${what} ignored${change.until ? ` ${change.until.words}` : ""}`;
    case "assign":
      return change.to ? `${what} assigned to ${change.to.name}` : `${what} given back`;
  }
}

/** What a notice says until the server has answered: `Resolving SHOP-418…` */
export function doingWords(change: Change, what: string): string {
  switch (change.kind) {
    case "resolve":
      return `Resolving ${what}${change.nextRelease ? " in the next release" : ""}…`;
    case "reopen":
      return `Opening ${what} again…`;
    case "acknowledge":
      return `Acknowledging ${what}…`;
    case "ignore":
      return `Ignoring ${what}${change.until ? ` ${change.until.words}` : ""}…`;
    case "assign":
      return change.to ? `Assigning ${what} to ${change.to.name}…` : `Giving back ${what}…`;
  }
}

export const UNTIL: readonly (Until & { label: string; icon: "clock" | "up" | "users" })[] = [
  { label: "Until tomorrow", icon: "clock", words: "until tomorrow", details: { ignoreDuration: 24 * 60 } },
  { label: "Until 100 more events an hour", icon: "up", words: "until 100 more events an hour", details: { ignoreCount: 100, ignoreWindow: 60 } },
  { label: "Until 50 more users", icon: "users", words: "until 50 more users", details: { ignoreUserCount: 50 } },
];

/** Writes new contents of issues into every list and page that holds them. */
export function patchIssues(client: QueryClient, org: string, patch: ReadonlyMap<string, Issue>): void {
  const apply = (issue: Issue) => patch.get(issue.id) ?? issue;
  client.setQueriesData<IssuePages>({ queryKey: ["issues", org] }, (data) =>
    data && { ...data, pages: data.pages.map((page) => ({ ...page, data: page.data.map(apply) })) },
  );
  client.setQueriesData<Issue>({ queryKey: ["issue", org] }, (data) => data && apply(data));
}
