/** What may stand in the query string of each page. Anything else is left out. */

type Raw = Record<string, unknown>;

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const list = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string" && one !== "");
  return all.length > 0 ? all : undefined;
};
const moment = (value: unknown): number | undefined => {
  const seconds = Number(value);
  return Number.isInteger(seconds) && seconds >= 1e9 && seconds < 7e9 ? seconds : undefined;
};
const one = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find((option) => option === value);

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

export interface AlertsSearch {
  show?: "acknowledged" | "resolved" | "all" | undefined;
  severity?: "critical" | "high" | "medium" | "low" | undefined;
  project?: string | undefined;
  /** Id of a rule. */
  rule?: string | undefined;
}

export function alertsSearch(raw: Raw): AlertsSearch {
  return {
    show: one(raw["show"], ["acknowledged", "resolved", "all"]),
    severity: one(raw["severity"], ["critical", "high", "medium", "low"]),
    project: text(raw["project"]),
    rule: text(raw["rule"]),
  };
}

const MEASURES = ["new_issue", "regression", "escalating", "every_event", "count", "users", "rate", "change", "nothing"] as const;

/** What a rule that is to be made begins with. */
export interface NewRuleSearch extends ProjectSearch {
  query?: string | undefined;
  name?: string | undefined;
  measure?: (typeof MEASURES)[number] | undefined;
  template?: string | undefined;
}

export function newRuleSearch(raw: Raw): NewRuleSearch {
  return { ...projectSearch(raw), query: text(raw["query"]), name: text(raw["name"]), measure: one(raw["measure"], MEASURES), template: text(raw["template"]) };
}

export interface SilencesSearch {
  /** The form that is open. */
  make?: "silence" | "maintenance" | "inhibition" | undefined;
  matcher?: string | undefined;
  /** Id of the silence that is changed. */
  edit?: string | undefined;
}

export function silencesSearch(raw: Raw): SilencesSearch {
  return { make: one(raw["make"], ["silence", "maintenance", "inhibition"]), matcher: text(raw["matcher"]), edit: text(raw["edit"]) };
}

export interface OnCallSearch {
  /** Id of the schedule that is shown. */
  schedule?: string | undefined;
  /** A moment of the first week in sight, epoch seconds. */
  from?: number | undefined;
  /** The form that is open. */
  make?: "schedule" | "override" | undefined;
}

export function onCallSearch(raw: Raw): OnCallSearch {
  return { schedule: text(raw["schedule"]), from: moment(raw["from"]), make: one(raw["make"], ["schedule", "override"]) };
}

const STATES = ["all", "pending", "retrying", "failed", "dead", "synced", "discarded", "superseded"] as const;

export interface DeliveriesSearch {
  /** Missing: those that have not arrived. */
  state?: (typeof STATES)[number] | undefined;
  kind?: string | undefined;
  target?: string | undefined;
  /** Id of an alert. */
  alert?: string | undefined;
  /** Id of an issue. */
  issue?: string | undefined;
  /** The one that is looked into. */
  delivery?: string | undefined;
}

const number = (value: unknown): string | undefined => (typeof value === "string" && /^\d{1,18}$/.test(value) ? value : undefined);

export function deliveriesSearch(raw: Raw): DeliveriesSearch {
  return {
    state: one(raw["state"], STATES),
    kind: text(raw["kind"]),
    target: text(raw["target"]),
    alert: number(raw["alert"]),
    issue: number(raw["issue"]),
    delivery: number(raw["delivery"]),
  };
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
