import { describe, expect, it } from "vitest";
import { barOf, fieldValue, lastHandOver, midnights, momentAt, placeOf, plusDays, weekOf } from "./calendar";
import { minuteWords, rotationWords, roundWords, targetWords } from "./words";

describe("the calendar", () => {
  const first = new Date(2026, 10, 16);
  const edges = midnights(first, 14);

  it("begins on the Monday of the week", () => {
    expect(weekOf(new Date(2026, 10, 22, 23, 59))).toEqual(first);
    expect(weekOf(first)).toEqual(first);
    expect(plusDays(new Date(2026, 11, 31), 1)).toEqual(new Date(2027, 0, 1));
  });

  it("hands over on the last Monday nine o'clock that has come", () => {
    expect(lastHandOver(new Date(2026, 10, 16, 8, 59))).toEqual(new Date(2026, 10, 9, 9));
    expect(lastHandOver(new Date(2026, 10, 16, 9))).toEqual(new Date(2026, 10, 16, 9));
    expect(lastHandOver(new Date(2026, 10, 22))).toEqual(new Date(2026, 10, 16, 9));
  });

  it("gives every day the same width, also one of 23 or 25 hours", () => {
    for (const start of [first, new Date(2026, 2, 23), new Date(2026, 9, 19)]) {
      const days = midnights(start, 14);
      days.forEach((day, index) => expect(placeOf(day, days)).toBeCloseTo(index / 14));
    }
  });

  it("cuts a bar at its edges, and draws none that is out of sight", () => {
    const iso = (day: number) => plusDays(first, day).toISOString();
    expect(barOf({ startsAt: iso(-3), endsAt: iso(7) }, edges)).toEqual({ left: 0, width: 50 });
    expect(barOf({ startsAt: iso(-3), endsAt: iso(-1) }, edges)).toBeNull();
    expect(barOf({ startsAt: iso(14), endsAt: iso(15) }, edges)).toBeNull();
  });

  it("finds the full hour of a place again", () => {
    const moment = new Date(2026, 10, 20, 9);
    expect(momentAt(placeOf(moment, edges), edges)).toEqual(moment);
    expect(momentAt(-1, edges)).toEqual(first);
    expect(momentAt(2, edges)).toEqual(plusDays(first, 14));
  });

  it("writes what a field for a local time wants", () => {
    expect(fieldValue(new Date(2026, 0, 5, 9, 3))).toBe("2026-01-05T09:03");
  });
});

describe("words", () => {
  it("say how a rotation goes", () => {
    const layer = { every: 1, unit: "week" as const, starts: "2026-11-16T09:00" };
    expect(rotationWords(layer)).toBe("weekly, Mon 09:00");
    expect(rotationWords({ ...layer, every: 2 })).toBe("every 2 weeks, Mon 09:00");
    expect(rotationWords({ ...layer, unit: "day" })).toBe("daily, 09:00");
    expect(rotationWords({ ...layer, unit: "day", every: 3 })).toBe("every 3 days, 09:00");
    expect(rotationWords({ ...layer, unit: "hour", every: 12 })).toBe("every 12 hours");
  });

  it("say how a policy ends, and whom it tells", () => {
    const step = { targets: [], minutes: 30 };
    expect(roundWords({ repeats: 2, steps: [step] })).toBe("3 rounds, then stops and says so");
    expect(roundWords({ repeats: 0, steps: [] })).toBe("listed and in the summary, nobody is told");
    expect(targetWords({ kind: "schedule", id: "3", name: "Shop core" })).toBe("schedule Shop core");
    expect(targetWords({ kind: "channel", id: "0", name: "all chats and pagers" })).toBe("all chats and pagers");
    expect([0, 30, 60, 90].map(minuteWords)).toEqual(["at once", "30 min", "1 h", "1 h 30 min"]);
  });
});
