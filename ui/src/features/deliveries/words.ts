import type { Delivery, DeliveryTarget, Resend, ResendPlan } from "@/lib/api/types";
import { count, percent, whole } from "@/lib/numbers";
import { ago, parsed, span } from "@/lib/time";

export interface Headline {
  /** The one number; null where there is nothing to count. */
  number: number | null;
  title: string;
  /** Where it gathers, and how the day went. */
  more: string;
}

/** What has not arrived, and where it gathers. */
export function headlineOf(targets: readonly DeliveryTarget[], now: Date): Headline {
  const unsynced = targets.reduce((sum, one) => sum + one.unsynced, 0);
  const day = dayWords(targets);
  if (unsynced > 0) {
    return { number: unsynced, title: unsynced === 1 ? "delivery has not arrived" : "deliveries have not arrived", more: [gatherWords(targets, unsynced), day].filter(Boolean).join(" ") };
  }
  const last = lastSuccess(targets);
  if (!last) return { number: null, title: "Nothing has been sent yet", more: "Alerts go out as soon as one fires; a channel’s test is a delivery too." };
  return { number: null, title: `Everything arrived, the last one ${ago(last, now)}`, more: day };
}

function lastSuccess(targets: readonly DeliveryTarget[]): Date | null {
  const times = targets.map((one) => parsed(one.lastSuccess)?.getTime() ?? 0);
  const last = Math.max(0, ...times);
  return last > 0 ? new Date(last) : null;
}

function gatherWords(targets: readonly DeliveryTarget[], unsynced: number): string {
  const most = [...targets].sort((a, b) => b.unsynced - a.unsynced)[0];
  if (!most || unsynced === 1) return most ? `It is for ${most.name}.` : "";
  if (most.unsynced === unsynced) return `All of them are for one target, ${most.name}.`;
  return `${whole(most.unsynced)} of them are for one target, ${most.name}.`;
}

function dayWords(targets: readonly DeliveryTarget[]): string {
  const tried = targets.reduce((sum, one) => sum + one.attempts, 0);
  const good = targets.reduce((sum, one) => sum + goodOf(one), 0);
  return tried === 0 ? "Nothing was tried in the last 24 h." : `${whole(good)} arrived in 24 h, ${percent(good, tried)} of the attempts.`;
}

const goodOf = (target: DeliveryTarget): number => Math.round((target.successRate ?? 0) * target.attempts);

export const successWords = (target: DeliveryTarget): string => percent(goodOf(target), target.attempts);

/** Something waits there, its breaker is not closed, or it was switched off and not by a person. */
export function needsYou(target: Pick<DeliveryTarget, "unsynced" | "breaker" | "disabledBecause">): boolean {
  return target.unsynced > 0 || target.breaker !== "closed" || target.disabledBecause !== null;
}

/** What is folded away when the table is long: targets with which all is well. */
export function foldWords(folded: readonly DeliveryTarget[]): string {
  const quiet = folded.filter((one) => one.attempts === 0).length;
  const whole = folded.filter((one) => one.successRate === 1).length;
  const each = folded.length === 2 ? "both" : "all";
  if (quiet === folded.length) return `${folded.length} more, ${each} without a message in 24 h`;
  if (whole === folded.length) return `${folded.length} more, ${each} at 100 %`;
  return `${folded.length} more that need nothing`;
}

/** When it is tried again: `in 40 s`, `by hand`, `when its target can`. */
export function nextWords(one: Pick<Delivery, "state" | "parked" | "nextAttempt">, now: Date): string {
  if (one.state === "failed" || one.state === "dead") return "by hand";
  if (one.state !== "pending" && one.state !== "retrying") return "";
  if (one.parked) return "when its target can";
  const next = parsed(one.nextAttempt);
  if (!next) return "by hand";
  const seconds = (next.getTime() - now.getTime()) / 1000;
  return seconds <= 1 ? "now" : `in ${span(seconds)}`;
}

/** Whether a batch may take it: the rest is under way, or over. */
export const isResendable = (one: Pick<Delivery, "state">): boolean => one.state === "failed" || one.state === "dead";

/** Whether anything of it can still change by itself. */
export const isMoving = (one: Pick<Delivery, "state">): boolean => one.state === "pending" || one.state === "retrying";

export const attemptWords = (attempts: number): string => (attempts === 0 ? "not tried yet" : attempts === 1 ? "tried once" : `tried ${whole(attempts)} times`);

export interface Parted {
  /** How many are sent. */
  sent: number;
  /** How many of those would fail the same way again. */
  hopeless: number;
  /** How many are left out. */
  left: number;
}

/** A plan without what cannot succeed at all, where something else is left to send. */
export function parted(plan: Pick<ResendPlan, "total" | "hopeless">, leaveOut: boolean): Parted {
  const left = leaveOut && plan.hopeless < plan.total ? plan.hopeless : 0;
  return { sent: plan.total - left, hopeless: plan.hopeless - left, left };
}

/** How long a batch takes, and what becomes of what cannot succeed. */
export function planWords({ sent, hopeless }: Pick<Parted, "sent" | "hopeless">, perSecond: number): string {
  if (sent === 0) return "Nothing of these failed or died: there is nothing to send.";
  const time = `It takes about ${span(Math.max(1, Math.round(sent / perSecond)))}.`;
  if (hopeless === 0) return time;
  const which = hopeless === sent ? (sent === 1 ? "It" : "All of them") : `${whole(hopeless)} of them`;
  return `${time} ${which} would fail the same way again: mend first what stands above.`;
}

export function resendTitle(resend: Pick<Resend, "state" | "total" | "reached" | "failed">): string {
  if (resend.state === "waiting") return `One went first, ${resend.total - resend.reached === 1 ? "1 waits" : `${whole(resend.total - resend.reached)} wait`} for your word`;
  if (resend.state === "running") return `Re-sending ${count(resend.total, "delivery", "deliveries")}`;
  if (resend.state === "stopped") return `Stopped with ${whole(resend.total - resend.reached)} not reached`;
  return resend.failed > 0 ? "Re-sent, and some failed again" : "Re-sent";
}

/** What came of it so far: "12 arrived, 3 failed again, 2 under way". */
export function resendWords(resend: Pick<Resend, "state" | "total" | "reached" | "synced" | "failed" | "perSecond">): string {
  const open = resend.reached - resend.synced - resend.failed;
  const parts = [
    `${whole(resend.synced)} arrived`,
    resend.failed > 0 && `${whole(resend.failed)} failed again`,
    open > 0 && `${whole(open)} under way`,
    resend.state === "running" && `${whole(resend.total - resend.reached)} left at ${whole(resend.perSecond)} a second`,
  ];
  return parts.filter(Boolean).join(", ");
}

/** One line of the record: "41 of 41 arrived", "60 of 212, stopped". */
export function recordWords(resend: Pick<Resend, "state" | "total" | "synced">): string {
  const of = `${whole(resend.synced)} of ${whole(resend.total)}`;
  return resend.state === "stopped" ? `${of} arrived, then it was stopped` : `${of} arrived`;
}

/** Attempts that left no trace: an alerter ended in the middle of them. */
export function lostNumbers(tries: readonly { number: number }[], attempts: number): number[] {
  const known = new Set(tries.map((one) => one.number));
  return Array.from({ length: Math.min(attempts, 100) }, (_, index) => index + 1).filter((number) => !known.has(number));
}

/** `3 ms`, `1.2 s` */
export const tookWords = (milliseconds: number): string => (milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`);
