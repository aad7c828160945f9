/** What may stand in the query string of the pages of alerts, of who is on call, and of deliveries. */

import { moment, number, one, text, type Raw } from "./search-values";
import { projectSearch, type ProjectSearch } from "./searches";

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
