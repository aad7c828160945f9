import { expect, it } from "vitest";
import type { Alert, AlertDetail, AlertEntry, AlertTrend } from "@/lib/api/types";
import { matcherOf } from "@/lib/alerts";
import { makeAlert, makeDelivery, ON_CALL } from "@/test/alerts";
import { ME } from "@/test/fixtures";
import { done, mayBe, patched } from "./changes";
import { deliveryLook } from "./delivery-words";
import { soonest } from "./soonest";
import { futureOf, pastOf } from "./time-line";
import { schedulesOf } from "./schedules-of";
import { shownWords } from "./shown";
import { figureOf, linesOf, scaleOf, summaryOf, valueWords } from "./trend";
import { goingOn, needsOf, reasonOf, turnOf, type Piece } from "./words";

const NOW = new Date("2026-11-22T14:32:00Z");
const text = (pieces: readonly Piece[]) => pieces.map((one) => one.text).join("");
const counts = (firing: number, held = 0, acknowledged = 0) => ({ firing, held, acknowledged, bySeverity: {} });
const entry = (id: string, kind: string, seconds: number, more: Partial<AlertEntry> = {}): AlertEntry => ({ id, kind, at: new Date(NOW.getTime() - seconds * 1000).toISOString(), text: kind, user: null, delivery: null, data: {}, ...more });

it("says what needs a person, and who is told next", () => {
  const next = makeAlert({ next: [{ what: "step", at: "2026-11-22T14:40:00Z", text: "Step 2: Lin Okafor." }] });
  expect(text(needsOf(counts(2, 1, 3), next, NOW))).toBe("1 alert needs an answer. In 8 min step 2 tells Lin Okafor (A-12). 3 are acknowledged, 1 is held back.");
  expect(text(needsOf(counts(2), null, NOW))).toBe("2 alerts need an answer. Nobody is told next.");
  expect(text(needsOf(counts(1, 1), null, NOW))).toBe("Nothing needs an answer. 1 is held back.");
});

it("goes on in a sentence with what the server says in one of its own", () => {
  expect(goingOn("Step 3: Lin Okafor and 2 more.")).toBe("step 3 tells Lin Okafor and 2 more");
  expect(goingOn("It resolves by itself if nothing more joins it.")).toBe("it resolves by itself if nothing more joins it");
});

it("says of a row who knows and who is next", () => {
  expect(turnOf(makeAlert({ dateNotified: "2026-11-22T14:28:00Z", nextStepAt: "2026-11-22T14:40:00Z" }), NOW)).toEqual({ who: "told 4 min ago", next: "next step in 8 min" });
  expect(turnOf(makeAlert({ heldBy: "silence:3" }), NOW)).toEqual({ who: "by a silence", next: "" });
  expect(turnOf(makeAlert({ status: "acknowledged", acknowledgedBy: ME as Alert["acknowledgedBy"], dateAcknowledged: "2026-11-22T14:30:00Z" }), NOW)).toEqual({ who: "Ines Calder", next: "on watch for 2 min", by: "Ines Calder" });
});

it("does not say the rule's name twice", () => {
  expect(reasonOf({ reason: "New issue SHOP-1: KeyError", rule: { id: "1", name: "New issue" } })).toBe("SHOP-1: KeyError");
  expect(reasonOf({ reason: "53 in 5 min", rule: { id: "1", name: "Checkout" } })).toBe("53 in 5 min");
});

it("finds the alert whose next step comes first, among those that nobody has answered", () => {
  const rows = [makeAlert({ id: "1", nextStepAt: "2026-11-22T15:00:00Z" }), makeAlert({ id: "2", nextStepAt: "2026-11-22T14:40:00Z" }), makeAlert({ id: "3", nextStepAt: "2026-11-22T14:33:00Z", heldBy: "mute" }), makeAlert({ id: "4" })];
  expect(soonest(rows)?.id).toBe("2");
  expect(soonest([])).toBeUndefined();
});

it("puts messages under what sent them, and says what became of them there and not again", () => {
  const delivery = makeDelivery({ id: "7" });
  const timeLine = [entry("1", "fired", 600), entry("2", "step", 570), entry("3", "told", 570, { delivery }), entry("4", "told", 569, { delivery: makeDelivery({ id: "8" }) }), entry("5", "delivered", 560, { data: { delivery: "7" } }), entry("6", "comment", 30, { text: "looking", user: ME as AlertEntry["user"] })];
  const past = pastOf({ timeLine, status: "firing", heldBy: null });
  expect(past.map((one) => [one.text, one.told.map((told) => told.id), one.comment])).toEqual([
    ["fired", [], ""],
    ["step", ["7", "8"], ""],
    ["", [], "looking"],
  ]);
  expect(past[0]?.tone).toBe("acc");
  expect(pastOf({ timeLine, status: "acknowledged", heldBy: null })[0]?.tone).toBe("");
});

it("goes on with the steps after the one that the clock knows", () => {
  const step = (number: number, state: "past" | "next" | "later", at: string | null = null) => ({ number, state, at, minutes: 15, targets: [{ kind: "user" as const, id: "1", name: `P${number}` }] });
  const alert: Pick<AlertDetail, "next" | "policy"> = {
    next: [
      { what: "step", at: "2026-11-22T14:40:00Z", text: "Step 2: P2." },
      { what: "resolves", at: "2026-11-22T14:50:00Z", text: "It resolves." },
    ],
    policy: { id: null, name: "Shop", round: 1, rounds: 1, acknowledgedMinutes: 0, steps: [step(1, "past"), step(2, "next", "2026-11-22T14:40:00Z"), step(3, "later")] },
  };
  expect(futureOf(alert).map((one) => [one.text, one.at.slice(11, 16)])).toEqual([
    ["Step 2 tells P2", "14:40"],
    ["It resolves", "14:50"],
    ["Step 3 tells P3", "14:55"],
  ]);
});

it("changes what is held of alerts, and leaves the rest alone", () => {
  const one = makeAlert({ id: "1" });
  const now = done(one, "acknowledge", ME, NOW);
  const map = new Map([["1", now]]);
  expect(now.status).toBe("acknowledged");
  expect(patched([one], map)[0]?.status).toBe("acknowledged");
  expect(patched({ firing: 2 }, map)).toEqual({ firing: 2 });
  expect(patched(undefined, map)).toBeUndefined();
  expect(mayBe("acknowledge", now)).toBe(false);
  expect(mayBe("unacknowledge", now)).toBe(true);
});

it("says what became of a message", () => {
  expect(deliveryLook(makeDelivery({ state: "retrying", attempts: 2, dateNext: null })).words).toBe("retrying, attempt 3");
  expect(deliveryLook(makeDelivery({ state: "failed", error: "401" })).words).toBe("failed: 401");
  expect(deliveryLook(makeDelivery({ state: "synced" })).words).toMatch(/^delivered \d\d:\d\d:\d\d$/);
});

it("makes a matcher of labels", () => {
  expect(matcherOf({ rule: "New issue", project: "shop", severity: "high", release: "" })).toBe('rule:"New issue" project:shop');
});

it("says who resolved it, or that nobody did", () => {
  const over = { status: "resolved" as const, dateResolved: "2026-11-22T14:28:00Z" };
  expect(turnOf(makeAlert({ ...over, mayReopen: true, resolvedBy: ME as Alert["resolvedBy"], resolvedBecause: "Ines Calder resolved it" }), NOW)).toEqual({ who: "Ines Calder", next: "resolved 4 min ago", by: "Ines Calder" });
  expect(turnOf(makeAlert({ ...over, mayReopen: true, resolvedBecause: "The token ci resolved it" }), NOW).who).toBe("The token ci");
  expect(turnOf(makeAlert({ ...over, resolvedBecause: "Over: 3 in 5 min" }), NOW)).toEqual({ who: "by itself 4 min ago", next: "Over: 3 in 5 min" });
});

it("opens again what a person resolved, and nothing else", () => {
  const over = done(makeAlert({ dateAcknowledged: "2026-11-22T14:00:00Z" }), "resolve", ME, NOW);
  expect(mayBe("reopen", over)).toBe(true);
  expect(done(over, "reopen", ME, NOW)).toMatchObject({ status: "acknowledged", resolvedBy: null, mayReopen: false });
  expect(mayBe("reopen", makeAlert({ status: "resolved" }))).toBe(false);
});

it("says how much of the inbox is shown", () => {
  expect([shownWords(50, 212), shownWords(12, 12), shownWords(1, 1), shownWords(0, 0), shownWords(50, 10_001)]).toEqual(["1–50 of 212", "12 alerts", "1 alert", "", "1–50 of more than 10,000"]);
});

const trend = (more: Partial<AlertTrend> = {}): AlertTrend => ({ kind: "value", measure: "count", window: 300, start: 0, end: 40, step: 10, points: [[0, 2], [10, 6], [20, null], [30, 3]], limit: 5, resolveLimit: null, firesBelow: false, moments: [], note: "", ...more });

it("says a chart in a sentence", () => {
  expect(summaryOf(trend())).toBe("Events in 5 min: from 2 to 6, in the end 3, limit 5.");
  expect(summaryOf(trend({ kind: "events", window: null, limit: null }))).toBe("Events in 10 s: at most 6, 11 in all.");
  expect(summaryOf(trend({ points: [[0, null]] }))).toBe("Events in 5 min: it cannot be told from what is stored.");
  expect([figureOf(trend({ measure: "rate" })), figureOf(trend({ measure: "nothing" }))]).toEqual(["Events a minute over 5 min", "Time without an event"]);
  expect([valueWords(90, "nothing"), valueWords(12.34, "change"), valueWords(null, "count")]).toEqual(["1 min", "12.3 %", "–"]);
});

it("leaves a hole where a value cannot be told, and keeps the limit in view", () => {
  const scale = scaleOf(trend({ limit: 20 }));
  expect(scale.y(20)).toBeGreaterThan(0);
  expect(linesOf(trend(), scale).map((line) => line.length)).toEqual([2, 1]);
});

it("names the schedules that a policy tells, in the order of its steps and each once", () => {
  const step = (number: number, ...ids: string[]) => ({ number, minutes: 5, state: "later" as const, at: null, targets: [...ids.map((id) => ({ kind: "schedule" as const, id, name: id })), { kind: "user" as const, id: "1", name: "Ines" }] });
  const told = (...steps: ReturnType<typeof step>[]) => schedulesOf({ steps }, ON_CALL).map((one) => one.name);
  expect([told(step(1, "2"), step(2, "1", "2")), told(step(1)), told(step(1, "9"))]).toEqual([["Warehouse", "Shop primary"], [], []]);
});
