import type { Event } from "@/lib/api/types";

type Trouble = NonNullable<Event["errors"]>[number];

const CLOCK = ["clock_drift", "future_timestamp", "past_timestamp"];

/** What was wrong with an event as it was sent, in a few words each; none where nothing was. */
export function troubles(errors: readonly Trouble[]): string[] {
  const many = (n: number, one: string, rest: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : `${one}s`} ${rest}`]);
  const tags = errors.filter((one) => one.type === "reserved_tag").length;
  const clock = errors.some((one) => CLOCK.includes(String(one.type)));
  const fields = errors.filter((one) => one.type !== "reserved_tag" && !CLOCK.includes(String(one.type))).length;
  return [...many(fields, "field", "could not be read"), ...many(tags, "tag", "left out"), ...(clock ? ["the sender's clock was off"] : [])];
}

/** One of them whole: `exception.values.0.value: 5`. */
export function inFull(error: Trouble): string {
  if (typeof error.message === "string") return error.message;
  const about = [error.name, error.value].filter((part) => typeof part === "string" && part !== "").join(": ");
  return about || String(error.type);
}
