import type { Rule } from "@/lib/api/types";

export interface Snooze {
  label: string;
  words: string;
  /** Null: until nine the next morning. */
  hours: number | null;
}

export const SNOOZES: readonly Snooze[] = [
  { label: "1 h", words: "for an hour", hours: 1 },
  { label: "8 h", words: "for 8 hours", hours: 8 },
  { label: "tomorrow", words: "until tomorrow, 9:00", hours: null },
  { label: "7 d", words: "for a week", hours: 168 },
];

/** The moment at which it wakes, as the API takes it. */
export function until(snooze: Snooze, now: Date): string {
  if (snooze.hours !== null) return new Date(now.getTime() + snooze.hours * 3600_000).toISOString();
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(9, 0, 0, 0);
  return morning.toISOString();
}

export function snoozed(rule: Pick<Rule, "snoozedUntil">, now: Date): boolean {
  return rule.snoozedUntil !== null && Date.parse(rule.snoozedUntil) > now.getTime();
}
