import type { InfiniteData } from "@tanstack/react-query";
import type { Answer } from "@/lib/api/client";
import type { Alert, User } from "@/lib/api/types";
import { count } from "@/lib/numbers";

export type Deed = "acknowledge" | "unacknowledge" | "resolve" | "reopen";

/** What takes a deed back. */
export const UNDO: Partial<Record<Deed, Deed>> = { acknowledge: "unacknowledge", resolve: "reopen" };

/** Whether the deed changes anything about this one. */
export function mayBe(deed: Deed, alert: Pick<Alert, "status" | "mayReopen">): boolean {
  if (deed === "acknowledge") return alert.status === "firing";
  if (deed === "unacknowledge") return alert.status === "acknowledged";
  if (deed === "reopen") return alert.status === "resolved" && alert.mayReopen;
  return alert.status !== "resolved";
}

/** The alert as it will be, shown before the server has answered. */
export function done(alert: Alert, deed: Deed, me: User, now: Date): Alert {
  const at = now.toISOString();
  const who = me as Alert["acknowledgedBy"];
  if (deed === "acknowledge") return { ...alert, status: "acknowledged", dateAcknowledged: at, acknowledgedBy: who, nextStepAt: null };
  if (deed === "unacknowledge") return { ...alert, status: "firing", dateAcknowledged: null, acknowledgedBy: null, acknowledgedUntil: null };
  if (deed === "reopen") return { ...alert, status: alert.dateAcknowledged ? "acknowledged" : "firing", dateResolved: null, resolvedBy: null, resolvedBecause: null, mayReopen: false };
  return { ...alert, status: "resolved", dateResolved: at, resolvedBy: who, resolvedBecause: null, mayReopen: true, nextStepAt: null };
}

const WORDS: Record<Deed, readonly [doing: string, done: string]> = {
  acknowledge: ["Acknowledging", "acknowledged"],
  unacknowledge: ["Taking back", "not acknowledged any more"],
  resolve: ["Resolving", "resolved"],
  reopen: ["Opening again", "open again"],
};

export function doingWords(deed: Deed, alerts: readonly Alert[]): string {
  return `${WORDS[deed][0]} ${nameOf(alerts)}…`;
}

export function doneWords(deed: Deed, alerts: readonly Alert[]): string {
  return `${nameOf(alerts)} ${WORDS[deed][1]}`;
}

/** The same of so many, some of which are not loaded. */
export function manyWords(deed: Deed, many: number): string {
  return `${count(many, "alert")} ${WORDS[deed][1]}`;
}

export function nameOf(alerts: readonly Alert[]): string {
  return alerts.length === 1 && alerts[0] ? alerts[0].shortId : count(alerts.length, "alert");
}

/** What caches hold of alerts: pages of a list, a list, or one. */
type Held = InfiniteData<Answer<Alert[]>> | Alert[] | Alert | undefined;

/** The same with these alerts as they are now; whatever else it is stays as it was. */
export function patched<T>(held: T, alerts: ReadonlyMap<string, Alert>): T {
  const known = held as Held;
  const put = (alert: Alert): Alert => {
    const newer = alerts.get(alert.id);
    return newer ? { ...alert, ...newer } : alert;
  };
  if (known === undefined || known === null || typeof known !== "object") return held;
  if (Array.isArray(known)) return known.map(put) as T;
  if ("pages" in known) return { ...known, pages: known.pages.map((page) => ({ ...page, data: page.data.map(put) })) } as T;
  return ("shortId" in known ? put(known) : known) as T;
}
