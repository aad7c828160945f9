import { expect, it } from "vitest";
import type { DeliveryTarget, Resend } from "@/lib/api/types";
import { bodyOf } from "./api/resends";
import { foldWords, headlineOf, isResendable, lostNumbers, needsYou, nextWords, parted, planWords, recordWords, resendTitle, resendWords, successWords } from "./words";

const NOW = new Date("2026-11-22T10:00:00Z");
const before = (seconds: number) => new Date(NOW.getTime() - seconds * 1000).toISOString();

const target = (more: Partial<DeliveryTarget> = {}): DeliveryTarget => ({
  target: "channel:1",
  kind: "webhook",
  name: "pager",
  isActive: true,
  disabledBecause: null,
  successRate: null,
  attempts: 0,
  unsynced: 0,
  oldest: null,
  breaker: "closed",
  openUntil: null,
  failures: 0,
  failingSince: null,
  lastSuccess: null,
  ...more,
});

const resend = (more: Partial<Resend> = {}): Resend => ({
  id: "1",
  state: "running",
  first: null,
  perSecond: 5,
  total: 40,
  reached: 0,
  synced: 0,
  failed: 0,
  startedBy: null,
  dateStarted: NOW.toISOString(),
  dateEnded: null,
  ...more,
});

it("says first how many have not arrived, and where they gather", () => {
  const targets = [target({ unsynced: 132, name: "stock", successRate: 0.5, attempts: 20 }), target({ unsynced: 5 })];
  expect(headlineOf(targets, NOW)).toEqual({
    number: 137,
    title: "deliveries have not arrived",
    more: "132 of them are for one target, stock. 10 arrived in 24 h, 50 % of the attempts.",
  });
  expect(headlineOf([target({ unsynced: 1 })], NOW)).toMatchObject({ number: 1, title: "delivery has not arrived", more: "It is for pager. Nothing was tried in the last 24 h." });
  expect(headlineOf([target({ unsynced: 3 })], NOW).more).toContain("All of them are for one target, pager.");
});

it("says when the last one arrived where everything did, and does not claim it where nothing was sent", () => {
  const targets = [target({ lastSuccess: before(120) }), target({ lastSuccess: before(4000) })];
  expect(headlineOf(targets, NOW)).toMatchObject({ number: null, title: "Everything arrived, the last one 2 min ago" });
  expect(headlineOf([target()], NOW).title).toBe("Nothing has been sent yet");
});

it("counts a target in where something waits, fails or was switched off, and not by a person", () => {
  expect(needsYou(target())).toBe(false);
  expect([{ unsynced: 1 }, { breaker: "open" as const }, { isActive: false, disabledBecause: "401 for a day" }].map((more) => needsYou(target(more)))).toEqual([true, true, true]);
  expect(needsYou(target({ isActive: false }))).toBe(false);
});

it("folds only what is well, and says how well", () => {
  expect(foldWords([target(), target()])).toBe("2 more, both without a message in 24 h");
  expect(foldWords([target({ successRate: 1, attempts: 3 }), target({ successRate: 1, attempts: 1 }), target({ successRate: 1, attempts: 9 })])).toBe("3 more, all at 100 %");
  expect(foldWords([target(), target({ successRate: 0.98, attempts: 50 })])).toBe("2 more that need nothing");
  expect(successWords(target({ successRate: 0.98, attempts: 50 }))).toBe("98 %");
  expect(successWords(target())).toBe("–");
});

it("says when a delivery is tried again, or that only a hand does it", () => {
  expect(nextWords({ state: "retrying", parked: false, nextAttempt: new Date(NOW.getTime() + 40_000).toISOString() }, NOW)).toBe("in 40 s");
  expect(nextWords({ state: "pending", parked: false, nextAttempt: NOW.toISOString() }, NOW)).toBe("now");
  expect(nextWords({ state: "retrying", parked: true, nextAttempt: NOW.toISOString() }, NOW)).toBe("when its target can");
  expect(nextWords({ state: "dead", parked: false, nextAttempt: null }, NOW)).toBe("by hand");
  expect(nextWords({ state: "synced", parked: false, nextAttempt: null }, NOW)).toBe("");
});

it("takes into a batch only what failed or died", () => {
  const states = ["pending", "retrying", "failed", "dead", "synced", "discarded", "superseded"] as const;
  expect(states.filter((state) => isResendable({ state }))).toEqual(["failed", "dead"]);
  const filter = { state: undefined, kind: undefined, target: "mail", alert: undefined, issue: undefined };
  expect(bodyOf({ filter })).toEqual({ target: "mail", states: undefined });
  expect(bodyOf({ filter: { ...filter, state: "dead" } })).toEqual({ target: "mail", states: ["dead"] });
  expect(bodyOf({ filter: { ...filter, state: "pending" } })).toMatchObject({ states: undefined });
  expect(bodyOf({ ids: ["4"] })).toEqual({ ids: ["4"] });
});

it("warns before of what would fail the same way again", () => {
  expect(planWords({ sent: 0, hopeless: 0 }, 5)).toContain("nothing to send");
  expect(planWords({ sent: 115, hopeless: 0 }, 5)).toBe("It takes about 23 s.");
  expect(planWords({ sent: 120, hopeless: 5 }, 5)).toContain("5 of them would fail the same way again");
  expect(planWords({ sent: 2, hopeless: 2 }, 5)).toContain("All of them would fail");
});

it("leaves out what cannot succeed, unless nothing else is there", () => {
  const plan = { total: 120, hopeless: 22 };
  expect(parted(plan, true)).toEqual({ sent: 98, hopeless: 0, left: 22 });
  expect(parted(plan, false)).toEqual({ sent: 120, hopeless: 22, left: 0 });
  expect(parted({ total: 20, hopeless: 20 }, true)).toEqual({ sent: 20, hopeless: 20, left: 0 });
});

it("says that the rest waits for a word where one went first", () => {
  expect(resendTitle(resend({ state: "waiting", reached: 1 }))).toBe("One went first, 39 wait for your word");
});

it("does not call it a success where some failed again", () => {
  expect(resendTitle(resend())).toBe("Re-sending 40 deliveries");
  expect(resendTitle(resend({ state: "done", reached: 40, synced: 40 }))).toBe("Re-sent");
  expect(resendTitle(resend({ state: "done", reached: 40, failed: 1 }))).toContain("some failed again");
  expect(resendTitle(resend({ state: "stopped", reached: 10 }))).toBe("Stopped with 30 not reached");
  expect(resendWords(resend({ reached: 10, synced: 7, failed: 1 }))).toBe("7 arrived, 1 failed again, 2 under way, 30 left at 5 a second");
  expect(recordWords({ state: "stopped", total: 212, synced: 60 })).toBe("60 of 212 arrived, then it was stopped");
});

it("names the attempts that left no trace", () => {
  expect(lostNumbers([{ number: 1 }, { number: 3 }], 3)).toEqual([2]);
  expect(lostNumbers([{ number: 1 }], 1)).toEqual([]);
});
