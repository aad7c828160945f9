import type { Alert, AlertCounts, AlertDetail } from "@/lib/api/types";
import { isUnanswered } from "@/lib/alerts";
import { count } from "@/lib/numbers";
import { age, parsed, span } from "@/lib/time";

/** A sentence in pieces; `strong` ones are what a person looks for. */
export interface Piece {
  text: string;
  strong?: boolean;
}

/** "in 8 min"; "now" when it is due. */
export function inTime(at: string | null | undefined, now: Date): string {
  const date = parsed(at);
  if (!date) return "";
  const seconds = (date.getTime() - now.getTime()) / 1000;
  return seconds <= 1 ? "now" : `in ${span(seconds)}`;
}

/** What needs a person: how many alerts, and what the clock does next if nobody answers. */
export function needsOf(counts: AlertCounts, next: AlertDetail | null, now: Date): Piece[] {
  const unanswered = counts.firing - counts.held;
  const rest = restOf(counts);
  if (unanswered <= 0) return [{ text: "Nothing needs an answer.", strong: true }, ...(rest ? [{ text: ` ${rest}` }] : [])];
  return [
    { text: unanswered === 1 ? "1 alert needs an answer." : `${count(unanswered, "alert")} need an answer.`, strong: true },
    ...(next ? [{ text: " " }, ...nextOf(next, now)] : [{ text: " Nobody is told next." }]),
    ...(rest ? [{ text: ` ${rest}` }] : []),
  ];
}

function restOf(counts: AlertCounts): string {
  const parts = [counts.acknowledged > 0 ? `${count(counts.acknowledged, "is", "are")} acknowledged` : "", counts.held > 0 ? `${count(counts.held, "is", "are")} held back` : ""].filter(Boolean);
  return parts.length > 0 ? `${parts.join(", ")}.` : "";
}

/** "In 8 min step 2 tells Lin Okafor ." */
function nextOf(alert: Pick<AlertDetail, "next" | "shortId">, now: Date): Piece[] {
  const first = alert.next[0];
  return first ? [{ text: capital(inTime(first.at, now)), strong: true }, { text: ` ${goingOn(first.text)} (${alert.shortId}).` }] : [];
}

/** Who knows of an alert, and who is next: the two lines at the right of its row. `by`: the person who answered. */
export function turnOf(alert: Alert, now: Date): { who: string; next: string; by?: string } {
  const since = (at: string | null) => (at ? age(parsed(at) ?? now, now) : "");
  if (alert.status === "resolved") {
    const at = alert.dateResolved ? `${since(alert.dateResolved)} ago` : "";
    const by = resolverOf(alert);
    return by ? { who: by, next: `resolved ${at}`, ...(alert.resolvedBy ? { by } : {}) } : { who: `by itself ${at}`, next: alert.resolvedBecause ?? "" };
  }
  if (alert.status === "acknowledged") {
    const by = alert.acknowledgedBy ? alert.acknowledgedBy.name || alert.acknowledgedBy.email : "";
    const next = alert.acknowledgedUntil ? `tells again ${inTime(alert.acknowledgedUntil, now)}` : `on watch for ${since(alert.dateAcknowledged)}`;
    return by ? { who: by, next, by } : { who: "not by a person we know", next };
  }
  const told = alert.dateNotified ? `told ${since(alert.dateNotified)} ago` : "nobody was told";
  if (!isUnanswered(alert)) return { who: heldWords(alert.heldBy), next: alert.dateNotified ? told : "" };
  return { who: told, next: alert.nextStepAt ? `next step ${inTime(alert.nextStepAt, now)}` : "nobody is next" };
}

/** Who resolved it, person or not; empty where it ended by itself. */
export function resolverOf(alert: Pick<Alert, "resolvedBy" | "resolvedBecause" | "mayReopen">): string {
  if (alert.resolvedBy) return alert.resolvedBy.name || alert.resolvedBy.email;
  if (!alert.mayReopen) return "";
  return alert.resolvedBecause?.split(" resolved it")[0] ?? "";
}

/** `silence:12` as people say it. */
export function heldWords(heldBy: string | null): string {
  const kind = (heldBy ?? "").split(":")[0];
  if (kind === "silence") return "by a silence";
  if (kind === "maintenance") return "by maintenance";
  if (kind === "inhibition") return "by another alert";
  if (kind === "mute") return "by the rule’s mute hours";
  if (kind === "flapping") return "because it flaps";
  return "";
}

/** Why it fired, without the name of its rule in front: that stands beside it. */
export function reasonOf(alert: Pick<Alert, "reason" | "rule">): string {
  const { name } = alert.rule;
  return alert.reason.toLowerCase().startsWith(`${name.toLowerCase()} `) ? alert.reason.slice(name.length + 1) : alert.reason;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A sentence about what comes, after words that say when: without its stop, and with a small letter. */
export function goingOn(text: string): string {
  const step = /^Step (\d+): (.*)$/.exec(text);
  const open = (step ? `step ${step[1]} tells ${step[2]}` : text).replace(/\.$/, "");
  return open.charAt(0).toLowerCase() + open.slice(1);
}
