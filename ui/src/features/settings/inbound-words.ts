import type { PipelineAction, PipelineBody, PipelineMatch, PipelineTrial } from "@/lib/api/types";
import { count, percent, whole } from "@/lib/numbers";
import { beside } from "@/lib/time";

export type MatchKind = PipelineMatch["kind"];
export type ActionKind = PipelineAction["kind"];

/** What each kind of match is called, and what it means. */
export const MATCHES: readonly { kind: MatchKind; label: string; hint: string }[] = [
  { kind: "message", label: "message", hint: "One a line; * stands for any characters. The whole message, an exception’s value, or “Type: value” has to fit: *timeout*" },
  { kind: "error_type", label: "error type", hint: "One a line; * stands for any characters: ConnectionReset*" },
  { kind: "release", label: "release", hint: "One a line; * stands for any characters: shop@1.*" },
  { kind: "environment", label: "environment", hint: "One a line; * stands for any characters: preview-*" },
  { kind: "query", label: "search", hint: "As on the search page, over what is known of an event before it is stored: level:debug tags[team]:billing" },
  { kind: "address", label: "IP network", hint: "Of the user or of the sender, one a line: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32" },
  { kind: "browser_extensions", label: "browser extensions", hint: "Thrown by code that an extension put into the page, not by the page." },
  { kind: "browser_noise", label: "noise of browsers", hint: "What browsers say and no page can mend: “ResizeObserver loop …”, “Script error.” without a stack." },
  { kind: "crawlers", label: "web crawlers", hint: "Search engines, link previews, uptime checks and headless browsers, by their User-Agent." },
  { kind: "localhost", label: "localhost", hint: "Pages and servers on the developer’s own machine, by URL or host." },
  { kind: "old_browsers", label: "old browsers", hint: "Without the JavaScript of 2020: Internet Explorer, Chrome before 80, Firefox before 74, Safari before 14." },
];

export const ACTIONS: readonly { kind: ActionKind; label: string; hint: string }[] = [
  { kind: "drop", label: "drop", hint: "Counted, and nothing of it is stored. No later rule is asked." },
  { kind: "sample", label: "keep a share", hint: "The rest is dropped and counted. The same event always has the same fate." },
  { kind: "level", label: "set the level", hint: "Later rules see it." },
  { kind: "severity", label: "set the severity", hint: "A tag “severity” that alert rules can ask for." },
  { kind: "owner", label: "set the owner", hint: "A new issue is assigned to them; one that is there already stays as it is." },
  { kind: "route", label: "set a route", hint: "A tag “route” that alert rules can ask for." },
];

export const LEVELS = ["fatal", "error", "warning", "info", "debug"];
export const SEVERITIES = ["critical", "high", "medium", "low"];
const GLOBBED: readonly MatchKind[] = ["message", "error_type", "release", "environment", "address"];

export const hasPatterns = (kind: MatchKind): boolean => GLOBBED.includes(kind);
export const matchLabel = (kind: MatchKind): string => MATCHES.find((one) => one.kind === kind)?.label ?? kind;

export const NO_MATCH: PipelineMatch = { kind: "message", patterns: [], query: "" };
export const NO_ACTION: PipelineAction = { kind: "drop", share: 0, value: "", userId: null, teamId: null };

/** Rules that most projects with a page in a browser want sooner or later. None is on by itself: what was accepted is
 * kept until a person says otherwise. */
export const SUGGESTIONS: readonly PipelineBody[] = (
  [
    ["browser_extensions", "Browser extensions"],
    ["browser_noise", "Noise of browsers"],
    ["crawlers", "Web crawlers"],
    ["localhost", "Localhost"],
    ["old_browsers", "Old browsers"],
  ] as const
).map(([kind, name]) => ({ name, match: { ...NO_MATCH, kind }, action: NO_ACTION, isActive: true }));

/** `message *ResizeObserver*, *timeout* and 3 more` */
export function matchWords(match: PipelineMatch): string {
  const label = matchLabel(match.kind);
  if (match.kind === "query") return `${label} ${match.query}`;
  if (!hasPatterns(match.kind)) return label;
  const [first, second, ...more] = match.patterns;
  const named = [first, second].filter(Boolean).join(", ");
  return `${label} ${named}${more.length > 0 ? ` and ${more.length} more` : ""}`;
}

export function actionWords(action: PipelineAction & { owner?: string | null }): string {
  switch (action.kind) {
    case "drop":
      return "Drop";
    case "sample":
      return `Keep ${percent(action.share, 1)} of`;
    case "level":
      return `Set level ${action.value}:`;
    case "severity":
      return `Set severity ${action.value}:`;
    case "owner":
      return action.owner ? `Give to ${action.owner}:` : "Give to somebody who is gone:";
    case "route":
      return `Set route ${action.value}:`;
  }
}

/** `Would have dropped 1,204 of 31,000 events (3.9 %), in 12 issues.` */
export function trialWords(trial: PipelineTrial, action: ActionKind): string {
  if (trial.lookedAt === 0) return "No event is stored of this time, so there is nothing to try the rule on.";
  const drops = action === "drop" || action === "sample";
  const hit = drops ? trial.dropped : trial.matched;
  const events = trial.lookedAt === 1 ? "event" : "events";
  if (trial.matched === 0) return `Would have met none of ${whole(trial.lookedAt)} ${events}.`;
  const verb = drops ? "dropped" : "met";
  return `Would have ${verb} ${whole(hit)} of ${whole(trial.lookedAt)} ${events} (${percent(hit, trial.lookedAt)}), in ${count(trial.issues, "issue")}.`;
}

/** What the numbers leave out; empty where they leave out nothing. */
export function trialLimits(trial: PipelineTrial, match: MatchKind, now: Date): string[] {
  const said: string[] = [];
  if (trial.stopped && trial.oldest) {
    const why = trial.stopped === "events" ? "that many are looked at" : "the time for it was over";
    const since = new Date(trial.oldest);
    said.push(`Looked at the newest ${whole(trial.lookedAt)} of ${whole(trial.total)} events, back to ${beside(since, now)}: ${why}.`);
  }
  if (match === "address" && trial.withoutAddress > 0) {
    said.push(`Of ${whole(trial.withoutAddress)} the address was removed before they were stored: the rule cannot be tried on them, and sees it when they come in.`);
  }
  return said;
}
