import { ask, type Query } from "@/lib/api/client";
import type { Alert, Severity } from "@/lib/api/types";
import { alertsPath } from "@/lib/alerts";
import { useSteadyList, type SteadyList } from "@/lib/steady-list";

export type Tab = "unanswered" | "acknowledged" | "resolved" | "all";

/** What a person has narrowed the inbox to; all of it stands in the address bar. */
export interface AlertFilter {
  tab: Tab;
  severity: readonly Severity[];
  /** Slugs. */
  project: readonly string[];
  /** Id of a rule. */
  rule: string | undefined;
}

const STATUS: Record<Tab, string> = { unanswered: "firing", acknowledged: "acknowledged", resolved: "resolved", all: "all" };

const PAGE = 50;

/** The server counts no further; one more stands for more. */
export const MOST_COUNTED = 10_000;

export type AlertList = SteadyList<Alert>;

export function filterQuery({ tab, severity, project, rule }: AlertFilter): Query {
  return { status: STATUS[tab], severity, project, rule };
}

/** The inbox: what fired last comes first. */
export function useAlertList(org: string, filter: AlertFilter): AlertList {
  return useSteadyList<Alert>(["alerts", org, "list", filter], (cursor, signal) => ask("GET", alertsPath(org), { query: { ...filterQuery(filter), per_page: PAGE, cursor }, signal }));
}
