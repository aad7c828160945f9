import type { InhibitionBody, Silence, SilenceBody } from "@/lib/api/types";
import { tokenize } from "@/lib/search";
import { isZone, localTime, momentOf } from "@/lib/zones";

/** A silence while it is being written; times as their fields hold them, in `timeZone`. */
export interface SilenceForm {
  kind: Silence["kind"];
  matcher: string;
  comment: string;
  /** Empty: now. */
  starts: string;
  ends: string;
  timeZone: string;
  every: "" | "day" | "week";
  /** The last day of a window that repeats; empty: it goes on. */
  lastDay: string;
}

/** How long from now, in hours; null: until nine the next morning. */
export const LENGTHS: readonly { label: string; hours: number | null }[] = [
  { label: "1 h", hours: 1 },
  { label: "4 h", hours: 4 },
  { label: "until tomorrow, 9:00", hours: null },
  { label: "1 d", hours: 24 },
  { label: "7 d", hours: 168 },
];

const HOUR = 3600_000;

export function endAfter(hours: number | null, now: Date, zone: string): string {
  if (hours !== null) return localTime(new Date(now.getTime() + hours * HOUR), zone);
  return `${localTime(new Date(now.getTime() + 24 * HOUR), zone).slice(0, 10)}T09:00`;
}

export function newForm(kind: Silence["kind"], matcher: string, now: Date, zone: string): SilenceForm {
  const begins = kind === "maintenance" ? localTime(new Date(Math.ceil(now.getTime() / HOUR) * HOUR), zone) : "";
  const ends = kind === "maintenance" ? localTime(new Date(Math.ceil(now.getTime() / HOUR) * HOUR + 2 * HOUR), zone) : endAfter(1, now, zone);
  return { kind, matcher, comment: "", starts: begins, ends, timeZone: zone, every: kind === "maintenance" ? "week" : "", lastDay: "" };
}

export function formOf(silence: Silence, here: string): SilenceForm {
  const timeZone = silence.repeats?.timeZone ?? here;
  return {
    kind: silence.kind,
    matcher: silence.matcher,
    comment: silence.comment,
    starts: localTime(new Date(silence.startsAt), timeZone),
    ends: localTime(new Date(silence.endsAt), timeZone),
    timeZone,
    every: silence.repeats?.every ?? "",
    lastDay: silence.repeats?.until ?? "",
  };
}

/** What is sent; or what a field still lacks, by name. */
export function bodyOf(form: SilenceForm): { body: SilenceBody } | { lacks: Record<string, string[]> } {
  if (!isZone(form.timeZone)) return { lacks: { "repeats.timeZone": ["Choose a time zone by its name, such as Europe/Berlin"] } };
  const lacks: Record<string, string[]> = {};
  const ends = form.ends ? momentOf(form.ends, form.timeZone) : null;
  const starts = form.starts ? momentOf(form.starts, form.timeZone) : null;
  if (!form.matcher.trim()) lacks["matcher"] = ["Say which alerts: a label and its value, such as project:shop"];
  if (!form.comment.trim()) lacks["comment"] = ["Say why, for those who wonder later"];
  if (!ends) lacks["endsAt"] = ["Choose when it ends"];
  else if (starts && ends <= starts) lacks["endsAt"] = ["It must end after it begins"];
  if (Object.keys(lacks).length > 0 || !ends) return { lacks };
  return {
    body: {
      kind: form.kind,
      matcher: form.matcher.trim(),
      comment: form.comment.trim(),
      startsAt: starts?.toISOString() ?? null,
      endsAt: ends.toISOString(),
      repeats: form.every === "" ? null : { every: form.every, timeZone: form.timeZone, until: form.lastDay || null },
    },
  };
}

/** Why an inhibition can hold nothing: it asks that a label be the same, and names another value of it on each side. */
export function neverHolds({ source, target, equal }: Pick<InhibitionBody, "source" | "target" | "equal">): string | null {
  const [there, here] = [plainValues(source), plainValues(target)];
  const key = equal.find((one) => there.has(one) && here.has(one) && there.get(one) !== here.get(one));
  return key === undefined ? null : `This never holds: ${key} is ${there.get(key)} there and ${here.get(key)} here. Leave ${key} out of the labels that are the same.`;
}

/** What each label has to be; empty where the text says more than that. */
function plainValues(matcher: string): Map<string, string> {
  const tokens = tokenize(matcher);
  const plain = tokens.every((one) => one.kind === "condition" && !one.negated && !/[*[]/.test(one.value));
  return new Map(plain ? tokens.map((one) => [one.key, one.value]) : []);
}
