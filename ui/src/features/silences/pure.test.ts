import { expect, it } from "vitest";
import type { Silence } from "@/lib/api/types";
import { localTime, momentOf } from "@/lib/zones";
import { makeAlert } from "@/test/alerts";
import { bodyOf, endAfter, formOf, newForm, neverHolds } from "./form";
import { hoursOf, labelHints, whenOf } from "./words";

const NOW = new Date("2026-11-22T14:32:00Z");
const silence = (more: Partial<Silence> = {}): Silence => ({
  id: "3",
  kind: "silence",
  matcher: "project:shop",
  comment: "moving",
  user: null,
  startsAt: "2026-11-22T14:00:00Z",
  endsAt: "2026-11-22T15:12:00Z",
  repeats: null,
  state: "active",
  nextAt: "2026-11-22T15:12:00Z",
  holds: 1,
  dateCreated: "2026-11-22T14:00:00Z",
  ...more,
});

it("reads a clock of another zone, also on the days on which clocks change", () => {
  for (const [local, utc] of [
    ["2026-07-01T02:00", "2026-07-01T00:00:00.000Z"],
    ["2026-12-01T02:00", "2026-12-01T01:00:00.000Z"],
    ["2026-10-25T01:30", "2026-10-24T23:30:00.000Z"],
    ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["2026-10-25T03:30", "2026-10-25T02:30:00.000Z"],
    ["2026-03-29T03:30", "2026-03-29T01:30:00.000Z"],
  ] as const) {
    expect(momentOf(local, "Europe/Berlin")?.toISOString()).toBe(utc);
    expect(localTime(new Date(utc), "Europe/Berlin")).toBe(local);
  }
  expect(momentOf("soon", "UTC")).toBeNull();
});

it("says what a silence still lacks", () => {
  const made = bodyOf({ ...newForm("silence", "", NOW, "UTC"), ends: "" });
  expect("lacks" in made && Object.keys(made.lacks)).toEqual(["matcher", "comment", "endsAt"]);
  const backwards = bodyOf({ ...newForm("maintenance", "project:shop", NOW, "UTC"), comment: "x", ends: "2026-01-01T00:00" });
  const nowhere = bodyOf({ ...newForm("maintenance", "project:shop", NOW, "UTC"), timeZone: "Europe/Nowh" });
  expect("lacks" in nowhere && Object.keys(nowhere.lacks)).toEqual(["repeats.timeZone"]);
  expect("lacks" in backwards && backwards.lacks["endsAt"]).toEqual(["It must end after it begins"]);
});

it("sends a silence from now on, and a window with its zone", () => {
  expect(bodyOf({ ...newForm("silence", "project:shop", NOW, "UTC"), comment: "moving" })).toEqual({ body: { kind: "silence", matcher: "project:shop", comment: "moving", startsAt: null, endsAt: "2026-11-22T15:32:00.000Z", repeats: null } });
  const made = bodyOf({ ...newForm("maintenance", "project:shop", NOW, "Europe/Berlin"), comment: "backups", every: "day" });
  expect("body" in made && made.body).toMatchObject({ startsAt: "2026-11-22T15:00:00.000Z", endsAt: "2026-11-22T17:00:00.000Z", repeats: { every: "day", timeZone: "Europe/Berlin", until: null } });
});

it("opens one for editing as it is", () => {
  const form = formOf(silence({ kind: "maintenance", repeats: { every: "week", timeZone: "Europe/Berlin", until: "2027-01-31" } }), "UTC");
  expect(form).toMatchObject({ starts: "2026-11-22T15:00", ends: "2026-11-22T16:12", timeZone: "Europe/Berlin", every: "week", lastDay: "2027-01-31" });
  expect(endAfter(null, NOW, "UTC")).toBe("2026-11-23T09:00");
});

it("says when it holds", () => {
  expect(whenOf(silence(), NOW)).toBe("ends in 40 min");
  expect(whenOf(silence({ state: "waiting", nextAt: "2026-11-22T16:32:00Z" }), NOW)).toBe("begins in 2 h");
  expect(hoursOf(silence({ repeats: { every: "week", timeZone: "Europe/Berlin", until: null } }), NOW)).toBe("each Sunday, 15:00 to 16:12, Europe/Berlin");
});

it("offers the labels of open alerts, the most frequent value first", () => {
  const hints = labelHints([makeAlert({ labels: { project: "a", region: "eu" } }), makeAlert({ labels: { project: "b" } }), makeAlert({ labels: { project: "b" } })]);
  expect(hints.find((one) => one.key === "project")?.values).toEqual([
    { value: "b", count: 2 },
    { value: "a", count: 1 },
  ]);
  expect(hints.some((one) => one.key === "region")).toBe(true);
});

it("sees that an inhibition asks for a label to be the same and to differ", () => {
  const of = (source: string, target: string, equal: string[]) => neverHolds({ source, target, equal });
  expect(of("project:api severity:critical", "project:web", ["project"])).toContain("project is api there and web here");
  expect(of("project:api", "project:web", ["environment"])).toBeNull();
  expect(of("project:api", "project:api", ["project"])).toBeNull();
  expect(of("project:[api, web]", "project:web", ["project"])).toBeNull();
  expect(of("project:api OR project:web", "project:web", ["project"])).toBeNull();
});
