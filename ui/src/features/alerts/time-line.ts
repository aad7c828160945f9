import type { IconName } from "@/components/Icon";
import type { AlertDelivery, AlertDetail, AlertEntry, AlertStep, User } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { capital, goingOn } from "./words";

/** A moment that was. */
export interface Past {
  id: string;
  at: string;
  icon: IconName;
  tone: "acc" | "ok" | "wine" | "";
  text: string;
  user: User | null;
  /** What a person wrote; several lines. */
  comment: string;
  told: AlertDelivery[];
}

/** A moment that comes if nobody does anything. */
export interface Future {
  id: string;
  at: string;
  icon: IconName;
  text: string;
}

const LOOKS: Record<string, { icon: IconName; tone: Past["tone"] }> = {
  fired: { icon: "alerts", tone: "acc" },
  joined: { icon: "plus", tone: "" },
  held: { icon: "belloff", tone: "" },
  released: { icon: "alerts", tone: "" },
  told: { icon: "send", tone: "" },
  delivered: { icon: "check", tone: "ok" },
  failed: { icon: "x", tone: "wine" },
  step: { icon: "send", tone: "" },
  nobody: { icon: "tri", tone: "wine" },
  exhausted: { icon: "clock", tone: "wine" },
  acknowledged: { icon: "half", tone: "" },
  unacknowledged: { icon: "back", tone: "" },
  resolved: { icon: "check", tone: "ok" },
  reopened: { icon: "back", tone: "" },
  comment: { icon: "chat", tone: "" },
  tracked: { icon: "ext", tone: "" },
};

/** How far apart messages of one telling may be queued. */
const TOGETHER_MS = 60_000;

/** What was, oldest first. Messages stand under what sent them; what became of them is said there and not again. */
export function pastOf(alert: Pick<AlertDetail, "timeLine" | "status" | "heldBy">): Past[] {
  const shown = new Set(alert.timeLine.map((one) => (one.kind === "tracked" ? undefined : one.delivery?.id)).filter(Boolean));
  const past: Past[] = [];
  for (const entry of alert.timeLine) {
    if ((entry.kind === "delivered" || entry.kind === "failed") && shown.has(deliveryOf(entry))) continue;
    const last = past.at(-1);
    if (entry.kind === "told" && entry.delivery) {
      if (last && mayTell(last, entry)) {
        last.told.push(entry.delivery);
        if (last.id.startsWith("told-") && last.told.length > 1) last.text = `${count(last.told.length, "message")} went out`;
        continue;
      }
      past.push({ ...pastFrom(entry), id: `told-${entry.id}`, told: [entry.delivery] });
      continue;
    }
    past.push(pastFrom(entry));
  }
  // Once somebody has answered, what fired is history and takes no accent any more.
  const calm = alert.status !== "firing" || alert.heldBy !== null;
  return calm ? past.map((one) => (one.tone === "acc" ? { ...one, tone: "" } : one)) : past;
}

function mayTell(last: Past, entry: AlertEntry): boolean {
  return (last.icon === "send" || last.icon === "alerts") && Math.abs(Date.parse(entry.at) - Date.parse(last.at)) <= TOGETHER_MS;
}

function deliveryOf(entry: AlertEntry): string {
  return entry.delivery?.id ?? String(entry.data["delivery"] ?? "");
}

function pastFrom(entry: AlertEntry): Past {
  const look = LOOKS[entry.kind] ?? { icon: "dot", tone: "" };
  const isComment = entry.kind === "comment";
  return { id: entry.id, at: entry.at, ...look, text: isComment ? "" : entry.text, user: entry.user, comment: isComment ? entry.text : "", told: [] };
}

const NEXT_ICONS: Record<string, IconName> = { step: "send", repeat: "loop", escalates_again: "alerts", resolves: "check", exhausted: "clock" };

/** What the clock does if nobody answers: what the server knows, then the steps that would follow. */
export function futureOf(alert: Pick<AlertDetail, "next" | "policy">): Future[] {
  const known: Future[] = alert.next.map((one) => ({ id: `${one.what}-${one.at}`, at: one.at, icon: NEXT_ICONS[one.what] ?? "clock", text: capital(goingOn(one.text)) }));
  return [...known, ...laterSteps(alert.policy.steps)].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function laterSteps(steps: readonly AlertStep[]): Future[] {
  const next = steps.find((one) => one.state === "next");
  if (!next?.at) return [];
  let at = Date.parse(next.at) + next.minutes * 60_000;
  return steps
    .filter((one) => one.state === "later")
    .map((step) => {
      const future: Future = { id: `later-${step.number}`, at: new Date(at).toISOString(), icon: "send", text: `Step ${step.number} tells ${targetsOf(step)}` };
      at += step.minutes * 60_000;
      return future;
    });
}

export function targetsOf(step: Pick<AlertStep, "targets">): string {
  const names = step.targets.map((one) => one.name);
  if (names.length < 2) return names[0] ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
