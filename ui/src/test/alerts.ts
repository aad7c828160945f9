import type { AlertDelivery, AlertDetail, OnCall, Rule } from "@/lib/api/types";

/** Alerts, rules and messages of the little shop. */

export function makeAlert(more: Partial<AlertDetail> = {}): AlertDetail {
  return {
    id: "12",
    shortId: "A-12",
    status: "firing",
    severity: "critical",
    rule: { id: "5", name: "Checkout fails" },
    project: null,
    labels: { rule: "Checkout fails", project: "shop-api" },
    reason: "53 events in 5 min, limit 50",
    value: 53,
    threshold: 50,
    timesFired: 3,
    issueCount: 0,
    dateStarted: "2026-11-22T13:50:00Z",
    dateNoticed: "2026-11-22T13:50:01Z",
    dateLastFired: "2026-11-22T14:20:00Z",
    dateAcknowledged: null,
    acknowledgedBy: null,
    acknowledgedUntil: null,
    dateResolved: null,
    resolvedBy: null,
    resolvedBecause: null,
    mayReopen: false,
    heldBy: null,
    dateNotified: null,
    nextStepAt: null,
    permalink: "",
    issues: [],
    timeLine: [],
    policy: { id: "1", name: "Shop core", steps: [], round: 1, rounds: 1, acknowledgedMinutes: 0 },
    next: [],
    holding: [],
    deliveries: [],
    ...more,
  };
}

export function makeDelivery(more: Partial<AlertDelivery> = {}): AlertDelivery {
  return {
    id: "1",
    target: "mail",
    kind: "email",
    recipient: "ines@reedmere.example",
    purpose: "firing",
    state: "synced",
    error: null,
    attempts: 1,
    dateNext: null,
    dateCreated: "2026-11-22T14:00:00Z",
    dateEnded: "2026-11-22T14:00:02Z",
    ...more,
  };
}

export function makeRule(more: Partial<Rule> = {}): Rule {
  return {
    id: "5",
    name: "Checkout fails",
    project: "shop-api",
    isActive: true,
    snoozedUntil: null,
    isDefault: false,
    sentence: "At least 50 events in 5 min",
    measure: "count",
    query: "transaction:/v2/checkout",
    window: 300,
    compare: "at_least",
    threshold: 50,
    baseline: "window_before",
    resolveThreshold: null,
    holdFor: 0,
    keepFiringFor: 0,
    severity: "critical",
    groupBy: ["project"],
    timing: { groupWait: 30, groupInterval: 300, repeatInterval: 14_400, autoResolve: 86_400 },
    muteTimes: [],
    policyId: null,
    trackerId: null,
    trackerComments: false,
    openAlerts: 1,
    lastFiredAt: null,
    createdBy: "Ines Calder",
    createdAt: "2026-11-01T08:00:00Z",
    updatedAt: "2026-11-01T08:00:00Z",
    ...more,
  };
}

const person = (id: string, name: string) => ({ id, name, email: `${id}@reedmere.example`, isMember: true });

/** Two schedules; the second has nobody. */
export const ON_CALL: OnCall[] = [
  { scheduleId: "1", name: "Shop primary", timeZone: "Europe/Stockholm", user: person("2", "Lin Okafor"), until: "2036-11-23T08:00:00Z", nextUser: person("3", "Tomasz Wren"), gaps: [], gapCount: 0 },
  { scheduleId: "2", name: "Warehouse", timeZone: "Europe/Stockholm", user: null, until: null, nextUser: null, gaps: [], gapCount: 0 },
];
