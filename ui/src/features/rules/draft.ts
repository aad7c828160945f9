import type { Measure, Rule, RuleBody } from "@/lib/api/types";

/** A rule while it is being written: everything it says, nothing of what has become of it. */
export type Draft = Required<Omit<RuleBody, "isActive">>;

/** What the address may say of a rule that is to be made. */
export interface Wish {
  query?: string | undefined;
  project?: string | undefined;
  measure?: Measure | undefined;
  name?: string | undefined;
}

export const BLANK: Draft = {
  name: "",
  project: null,
  measure: "count",
  query: "",
  window: 300,
  compare: "at_least",
  threshold: 10,
  baseline: "window_before",
  resolveThreshold: null,
  holdFor: 0,
  keepFiringFor: 0,
  severity: "medium",
  groupBy: ["project"],
  timing: { groupWait: 30, groupInterval: 300, repeatInterval: 14_400, autoResolve: 86_400 },
  muteTimes: [],
  policyId: null,
  trackerId: null,
  trackerComments: false,
};

/** What a new rule begins with: one click from here is saving it. */
export function startOf(wish: Wish): Draft {
  const asksIssue = /(^|\s)issue:/.test(wish.query ?? "");
  return {
    ...BLANK,
    name: wish.name ?? "",
    query: wish.query ?? "",
    project: wish.project ?? null,
    groupBy: asksIssue ? ["issue"] : BLANK.groupBy,
    ...(wish.measure ? withMeasure(BLANK, wish.measure) : {}),
  };
}

export function draftOf(rule: Rule): Draft {
  const { name, project, measure, query, window, compare, threshold, baseline, resolveThreshold, holdFor, keepFiringFor, severity, groupBy, timing, muteTimes, policyId, trackerId, trackerComments } = rule;
  return { name, project, measure, query, window, compare, threshold, baseline, resolveThreshold, holdFor, keepFiringFor, severity, groupBy, timing, muteTimes, policyId, trackerId, trackerComments };
}

const BY_HAPPENING: ReadonlySet<Measure> = new Set<Measure>(["new_issue", "regression", "escalating", "every_event"]);

/** Whether it fires by what happens; else by a number and the clock. */
export function isHappening(measure: Measure): boolean {
  return BY_HAPPENING.has(measure);
}

/** Whether a number is compared with a limit. */
export function isCompared(measure: Measure): boolean {
  return !isHappening(measure) && measure !== "nothing";
}

const USUAL: Partial<Record<Measure, Partial<Draft>>> = {
  count: { window: 300, threshold: 10 },
  users: { window: 3600, threshold: 10 },
  rate: { window: 600, threshold: 5 },
  change: { window: 3600, threshold: 100 },
  nothing: { window: 3600 },
};

/** What changes with the measure: a limit that makes sense for it. */
export function withMeasure(draft: Draft, measure: Measure): Partial<Draft> {
  if (measure === draft.measure) return { measure };
  // Silence has no issue that a tracker could be told of.
  const at = measure === "nothing" ? { trackerId: null } : {};
  return { measure, ...at, compare: "at_least", resolveThreshold: null, ...USUAL[measure] };
}

/** A name for those who give none: what the rule says, short. */
export function nameOf(draft: Draft): string {
  return draft.name.trim() || suggestedName(draft);
}

export const MEASURES: readonly { value: Measure; label: string; note: string }[] = [
  { value: "count", label: "the number of events", note: "events" },
  { value: "users", label: "the number of users", note: "users" },
  { value: "rate", label: "the rate of events", note: "events a minute" },
  { value: "change", label: "the change in events", note: "% more than before" },
  { value: "nothing", label: "silence", note: "" },
  { value: "new_issue", label: "a new issue", note: "" },
  { value: "regression", label: "a regression", note: "" },
  { value: "escalating", label: "an escalating issue", note: "" },
  { value: "every_event", label: "every event", note: "" },
];

const SHORT: Record<Measure, string> = {
  count: "events",
  users: "users",
  rate: "events a minute",
  change: "% change",
  nothing: "No event",
  new_issue: "New issue",
  regression: "Regression",
  escalating: "Escalating issue",
  every_event: "Every event",
};

/** `10 events in 5 min: level:fatal` */
export function suggestedName(draft: Draft): string {
  const about = draft.query.trim() || draft.project || "";
  const what = isHappening(draft.measure) ? SHORT[draft.measure] : draft.measure === "nothing" ? `No event for ${lengthOf(draft.window)}` : `${COMPARES[draft.compare]}${draft.threshold} ${SHORT[draft.measure]} in ${lengthOf(draft.window)}`;
  return `${what}${about ? `: ${about}` : ""}`.slice(0, 100);
}

const COMPARES: Record<Draft["compare"], string> = { at_least: "", above: "Over ", below: "Under ", at_most: "At most " };

/** `5 min`, `2 h`, `90 s`, `7 d`: exact, never rounded. */
export function lengthOf(seconds: number): string {
  if (seconds > 0 && seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  if (seconds > 0 && seconds % 3600 === 0) return `${seconds / 3600} h`;
  if (seconds > 0 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}

/** The usual lengths, and the one that is chosen where it is none of them. */
export function lengths(usual: readonly number[], chosen: number): number[] {
  return usual.includes(chosen) ? [...usual] : [...usual, chosen].sort((a, b) => a - b);
}

/** The one issue that a rule is about, by its short id; null: it is about many. */
export function issueOf(query: string): string | null {
  return /(?:^|\s)issue:"?([A-Za-z0-9-]+-\d+)"?(?=\s|$)/.exec(query)?.[1] ?? null;
}

/** Keys as a person types them: `project, issue` or `tag:customer`. */
export function keysOf(text: string): string[] {
  return [...new Set(text.split(",").map((one) => one.trim()).filter(Boolean))];
}
