import type { Alert, SearchHint, Silence } from "@/lib/api/types";
import { day, minute, span } from "@/lib/time";

/** When it holds, in words: "ends in 40 min", "begins Tue 02:00", "each Sunday 02:00 to 04:00, Europe/Berlin". */
export function whenOf(silence: Silence, now: Date): string {
  const next = silence.nextAt ? new Date(silence.nextAt) : null;
  const away = next ? span(Math.max(1, (next.getTime() - now.getTime()) / 1000)) : "";
  if (silence.state === "active") return next ? `ends in ${away}` : "active";
  if (silence.state === "waiting") return next ? `begins in ${away}` : "waits";
  const ended = new Date(silence.endsAt);
  return `ended ${day(ended, now)}, ${minute(ended)}`;
}

/** Its hours: once, or again and again. */
export function hoursOf(silence: Silence, now: Date): string {
  const starts = new Date(silence.startsAt);
  const ends = new Date(silence.endsAt);
  const zone = silence.repeats?.timeZone;
  const clock = (at: Date) => (zone ? at.toLocaleTimeString("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }) : minute(at));
  if (!silence.repeats) {
    const sameDay = starts.toDateString() === ends.toDateString();
    return `${day(starts, now)}, ${minute(starts)} to ${sameDay ? "" : `${day(ends, now)}, `}${minute(ends)}`;
  }
  const which = silence.repeats.every === "day" ? "each day" : `each ${starts.toLocaleDateString("en-GB", { weekday: "long", ...(zone ? { timeZone: zone } : {}) })}`;
  return `${which}, ${clock(starts)} to ${clock(ends)}, ${zone}${silence.repeats.until ? `, until ${silence.repeats.until}` : ""}`;
}

/** What may be typed into a matcher: the labels of open alerts, the values with how many have them. */
export function labelHints(alerts: readonly Alert[]): SearchHint[] {
  const counts = new Map<string, Map<string, number>>();
  for (const key of ["project", "environment", "rule", "severity"]) counts.set(key, new Map());
  for (const alert of alerts) {
    for (const [key, value] of Object.entries(alert.labels)) {
      const values = counts.get(key) ?? new Map<string, number>();
      if (value) values.set(value, (values.get(value) ?? 0) + 1);
      counts.set(key, values);
    }
  }
  return [...counts].map(([key, values]) => ({
    key,
    description: "Label of alerts",
    values: [...values].sort((a, b) => b[1] - a[1]).map(([value, count]) => ({ value, count })),
  }));
}
