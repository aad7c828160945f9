import type { AlertDetail } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { exact, parsed } from "@/lib/time";
import { capital, goingOn, heldWords, inTime, resolverOf, type Piece } from "./words";

/** What fired, who knows, who is next: the sentences under the title. */
export function storyOf(alert: AlertDetail, now: Date): Piece[] {
  return [{ text: stopped(alert.reason), strong: true }, { text: " " }, ...knowOf(alert), ...nextOf(alert, now)];
}

function knowOf(alert: AlertDetail): Piece[] {
  const told = new Set(alert.deliveries.filter((one) => one.purpose !== "tracker").map((one) => one.recipient)).size;
  const who = told === 0 ? "Nobody was told" : told === 1 ? "One was told" : `${count(told, "recipient")} were told`;
  if (alert.status === "resolved") {
    const because = alert.resolvedBecause ? stopped(alert.resolvedBecause) : "";
    if (resolverOf(alert)) return [{ text: `${because || `${resolverOf(alert)} resolved it.`} ` }];
    return [{ text: `It resolved by itself${because ? `: ${because}` : "."} ` }];
  }
  if (alert.status === "acknowledged") {
    const until = parsed(alert.acknowledgedUntil);
    return [{ text: alert.acknowledgedBy ? nameOf(alert.acknowledgedBy) : "Somebody", strong: true }, { text: ` is on watch${until ? ` until ${exact(until)}` : ""}. ` }];
  }
  if (alert.heldBy) return [{ text: `${who}: it is held back ${heldWords(alert.heldBy)}. ` }];
  return [{ text: `${who}, nobody has acknowledged. ` }];
}

function nextOf(alert: AlertDetail, now: Date): Piece[] {
  const first = alert.next[0];
  if (!first || alert.status === "resolved") return [];
  return [{ text: capital(inTime(first.at, now)), strong: true }, { text: ` ${goingOn(first.text)}.` }];
}

function nameOf(user: { name: string; email: string }): string {
  return user.name || user.email;
}

function stopped(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
