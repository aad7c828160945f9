import { expect, it } from "vitest";
import { fieldProblems } from "@/lib/api/fields";
import { Problem } from "@/lib/api/problem";
import { makeRule } from "@/test/alerts";
import { BLANK, draftOf, issueOf, keysOf, lengthOf, lengths, nameOf, startOf, suggestedName, withMeasure } from "./draft";
import { fromTemplate } from "./from-template";
import { snoozed, until, SNOOZES } from "./snooze";
import { midnights, spansOf } from "./spans";

it("begins a rule about an issue with one alert for each issue", () => {
  expect(startOf({ query: "issue:SHOP-418", project: "shop-api" })).toMatchObject({ query: "issue:SHOP-418", project: "shop-api", groupBy: ["issue"], measure: "count", threshold: 10, window: 300 });
  expect(startOf({}).groupBy).toEqual(["project"]);
});

it("fills a template in for a project and a query", () => {
  const template = { id: "x", label: "", description: "", rule: { ...BLANK, isActive: true, name: "Occurs often", query: "level:error OR level:fatal", severity: "high" as const } };
  expect(fromTemplate(template, { project: "shop-api", query: "issue:SHOP-1" })).toMatchObject({ name: "Occurs often in shop-api", project: "shop-api", query: "(level:error OR level:fatal) issue:SHOP-1", severity: "high" });
});

it("takes another limit with another measure", () => {
  expect(withMeasure({ ...BLANK, resolveThreshold: 3 }, "users")).toEqual({ measure: "users", compare: "at_least", resolveThreshold: null, window: 3600, threshold: 10 });
  expect(withMeasure(BLANK, "count")).toEqual({ measure: "count" });
});

it("names a rule that has no name by what it says", () => {
  expect(suggestedName({ ...BLANK, query: "level:fatal" })).toBe("10 events in 5 min: level:fatal");
  expect(suggestedName({ ...BLANK, measure: "nothing", window: 3600 })).toBe("No event for 1 h");
  expect(nameOf({ ...BLANK, name: " Mine " })).toBe("Mine");
});

it("keeps all that a rule says when it is edited", () => {
  const { name, timing } = draftOf(makeRule());
  expect([name, timing.groupWait]).toEqual(["Checkout fails", 30]);
  expect("openAlerts" in draftOf(makeRule())).toBe(false);
});

it("writes lengths of time without rounding", () => {
  expect([60, 90, 7200, 86_400, 5400].map(lengthOf)).toEqual(["1 min", "90 s", "2 h", "1 d", "90 min"]);
  expect(lengths([60, 300], 90)).toEqual([60, 90, 300]);
  expect(keysOf(" project,  customer,project,")).toEqual(["project", "customer"]);
});

it("draws firings as shares of the time, the short ones wide enough to be seen", () => {
  const dry = { start: "2026-11-20T00:00:00Z", end: "2026-11-21T00:00:00Z", firings: [{ start: "2026-11-20T12:00:00Z", end: "2026-11-20T12:00:01Z", value: 1, reason: "", labels: {} }, { start: "2026-11-20T18:00:00Z", end: null, value: 1, reason: "", labels: {} }] };
  expect(spansOf(dry, 0.01)).toEqual([
    { from: 0.5, to: 0.51 },
    { from: 0.75, to: 1 },
  ]);
  expect(midnights("2026-11-01T12:00:00Z", "2026-11-29T12:00:00Z").length).toBeLessThanOrEqual(10);
});

it("wakes at the hour that was meant", () => {
  const now = new Date(2026, 10, 22, 14, 0);
  expect(until(SNOOZES[0]!, now)).toBe(new Date(2026, 10, 22, 15, 0).toISOString());
  expect(until(SNOOZES[2]!, now)).toBe(new Date(2026, 10, 23, 9, 0).toISOString());
  expect(snoozed({ snoozedUntil: "2020-01-01T00:00:00Z" }, now)).toBe(false);
});

it("finds the fields that a sentence of the server is about", async () => {
  const of = async (body: object) => fieldProblems(await Problem.from(new Response(JSON.stringify(body), { status: 400 }), "POST", "/", 1));
  expect(await of({ detail: "holdFor and keepFiringFor: choose 0 seconds to 1 day" })).toEqual({ holdFor: ["choose 0 seconds to 1 day"], keepFiringFor: ["choose 0 seconds to 1 day"] });
  expect(await of({ detail: "timing.groupWait: choose 0 seconds to 1 hour" })).toEqual({ "timing.groupWait": ["choose 0 seconds to 1 hour"] });
  expect(await of({ detail: "This bracket is not closed.", position: 3, length: 1 })).toEqual({ query: ["This bracket is not closed."] });
  expect(await of({ detail: "threshold: no", fields: { threshold: ["no"] } })).toEqual({ threshold: ["no"] });
  expect(fieldProblems(new Error("threshold: no"))).toEqual({});
});

it("knows the one issue that a rule is about", () => {
  expect(issueOf("level:fatal issue:SHOP-418")).toBe("SHOP-418");
  expect(issueOf('issue:"SHOP-418"')).toBe("SHOP-418");
  expect(issueOf("level:fatal")).toBeNull();
  expect(issueOf("issue:[SHOP-1, SHOP-2]")).toBeNull();
});

it("makes no issue of silence at a tracker", () => {
  expect(withMeasure({ ...BLANK, trackerId: "3" }, "nothing").trackerId).toBeNull();
  expect(withMeasure({ ...BLANK, trackerId: "3" }, "users")).not.toHaveProperty("trackerId");
});
