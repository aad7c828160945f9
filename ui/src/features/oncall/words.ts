import type { Layer, Policy, Target } from "@/lib/api/types";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** `weekly, Mon 09:00`: how a rotation goes, by the schedule's clock. */
export function rotationWords(layer: Pick<Layer, "every" | "unit" | "starts">): string {
  const every = layer.every ?? 1;
  const time = layer.starts.slice(11, 16);
  if (layer.unit === "hour") return every === 1 ? "every hour" : `every ${every} hours`;
  if (layer.unit === "day") return every === 1 ? `daily, ${time}` : `every ${every} days, ${time}`;
  const [year, month, day] = layer.starts.slice(0, 10).split("-").map(Number);
  const weekday = DAYS[new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1)).getUTCDay()];
  return every === 1 ? `weekly, ${weekday} ${time}` : `every ${every} weeks, ${weekday} ${time}`;
}

/** `3 rounds, then stops and says so` */
export function roundWords(policy: Pick<Policy, "repeats" | "steps">): string {
  if (policy.steps.length === 0) return "listed and in the summary, nobody is told";
  return policy.repeats === 0 ? "1 round, then stops and says so" : `${policy.repeats + 1} rounds, then stops and says so`;
}

/** `30 min`, `2 h`, `1 h 30 min`, `at once` */
export function minuteWords(minutes: number): string {
  if (minutes === 0) return "at once";
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** `schedule Shop core`, `Ines Calder`, `team Shop` */
export function targetWords(target: Pick<Target, "kind" | "name" | "id">): string {
  if (target.kind === "user" || target.kind === "project" || target.id === "0") return target.name;
  return `${target.kind} ${target.name}`;
}
