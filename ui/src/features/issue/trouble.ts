import type { Event, Removal } from "@/lib/api/types";
import { isTrimmed } from "@/lib/removals";

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

/** One of them: where, what was sent there, and what became of it. */
export interface Wrong {
  place: string;
  sent: string;
  done: string;
}

const ARRIVAL = "the time of arrival stands in its place";

/** All that was wrong, then what was cut for its size, one line a place. */
export function wrongs(errors: readonly Trouble[], removals: readonly Removal[]): Wrong[] {
  const cut = removals.filter(isTrimmed).map((one): Wrong => ({ place: one.path, sent: lengthOf(one), done: "too long: shortened to what is kept of it" }));
  const seen = new Set<string>();
  return [...errors.map(wrongOf), ...cut].filter((one) => {
    const line = JSON.stringify(one);
    return !seen.has(line) && seen.add(line);
  });
}

function wrongOf(error: Trouble): Wrong {
  const place = text(error.name);
  const sent = text(error.value);
  switch (error.type) {
    case "invalid_data":
      return { place, sent, done: place === "timestamp" ? `no date: ${ARRIVAL}` : "left out: not what this field holds" };
    case "reserved_tag":
      return { place, sent, done: "left out: a field of every event has this name; call the tag something else" };
    case "future_timestamp":
      return { place, sent, done: `lies in the future: ${ARRIVAL}` };
    case "past_timestamp":
      return { place, sent, done: `longer ago than 30 days: ${ARRIVAL}` };
    case "clock_drift":
      return { place: "the sender’s clock", sent: text(error.sdk_time), done: `it was ${text(error.server_time)} here: all times were moved by the difference` };
    default:
      return { place: place || "a note of the SDK", sent, done: text(error.message) || `the SDK says: ${text(error.type)}` };
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function lengthOf(removal: Removal): string {
  return removal.length ? `${removal.length} long` : "";
}
