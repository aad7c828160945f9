/** What may stand in the query string of each page. Anything else is left out. */

import { list, moment, number, one, text, type Raw } from "./search-values";

export interface ListSearch {
  query?: string | undefined;
  sort?: "date" | "new" | "freq" | "user" | undefined;
  range?: "24h" | "14d" | "30d" | "90d" | undefined;
  project?: string[] | undefined;
  environment?: string[] | undefined;
  group?: "turn" | "none" | undefined;
  view?: string | undefined;
}

export function listSearch(raw: Raw): ListSearch {
  return {
    query: text(raw["query"]),
    sort: one(raw["sort"], ["date", "new", "freq", "user"]),
    range: one(raw["range"], ["24h", "14d", "30d", "90d"]),
    project: list(raw["project"]),
    environment: list(raw["environment"]),
    group: one(raw["group"], ["turn", "none"]),
    view: text(raw["view"]),
  };
}

export interface ExploreSearch {
  query?: string | undefined;
  range?: "1h" | "24h" | "7d" | "14d" | "30d" | "90d" | undefined;
  /** A time within, epoch seconds; goes before `range`. */
  start?: number | undefined;
  end?: number | undefined;
  project?: string[] | undefined;
  environment?: string[] | undefined;
  /** Columns beside time and title. */
  column?: string[] | undefined;
  /** Facets beside the usual ones. */
  facet?: string[] | undefined;
}

export function exploreSearch(raw: Raw): ExploreSearch {
  return {
    query: text(raw["query"]),
    range: one(raw["range"], ["1h", "24h", "7d", "14d", "30d", "90d"]),
    start: moment(raw["start"]),
    end: moment(raw["end"]),
    project: list(raw["project"]),
    environment: list(raw["environment"]),
    column: list(raw["column"]),
    facet: list(raw["facet"]),
  };
}

export interface IssueSearch {
  frames?: "all" | "raw" | undefined;
}

export function issueSearch(raw: Raw): IssueSearch {
  return { frames: one(raw["frames"], ["all", "raw"]) };
}

export interface EventsSearch {
  query?: string | undefined;
}

export function eventsSearch(raw: Raw): EventsSearch {
  return { query: text(raw["query"]) };
}

export interface ProjectSearch {
  project?: string | undefined;
}

export function projectSearch(raw: Raw): ProjectSearch {
  return { project: text(raw["project"]) };
}

export interface OutcomesSearch extends ProjectSearch {
  range?: "1h" | "24h" | "7d" | "14d" | "30d" | undefined;
  event?: string | undefined;
}

export function outcomesSearch(raw: Raw): OutcomesSearch {
  return { ...projectSearch(raw), range: one(raw["range"], ["1h", "24h", "7d", "14d", "30d"]), event: text(raw["event"]) };
}

export interface DeadSearch extends ProjectSearch {
  reason?: string | undefined;
  /** The one that is looked into. */
  record?: string | undefined;
}

export function deadSearch(raw: Raw): DeadSearch {
  return { ...projectSearch(raw), reason: text(raw["reason"]), record: text(raw["record"]) };
}

export interface ChannelsSearch {
  /** The kind that is being added. */
  add?: string | undefined;
  /** Id of the one that is being changed. */
  change?: string | undefined;
}

export function channelsSearch(raw: Raw): ChannelsSearch {
  return { add: text(raw["add"]), change: number(raw["change"]) };
}

export interface InboundSearch {
  /** The one that is open: its id, `new`, or what is suggested. */
  rule?: string | undefined;
  /** Its versions instead. */
  versions?: true | undefined;
}

export function inboundSearch(raw: Raw): InboundSearch {
  return { rule: text(raw["rule"]), versions: raw["versions"] === "true" || raw["versions"] === true ? true : undefined };
}

export interface LoginSearch {
  /** Where to go afterwards; only a path of this site. */
  to?: string | undefined;
}

export function loginSearch(raw: Raw): LoginSearch {
  const to = text(raw["to"]);
  return { to: to && /^\/(?![/\\])/.test(to) ? to : undefined };
}
