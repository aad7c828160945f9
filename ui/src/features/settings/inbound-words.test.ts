import { expect, it } from "vitest";
import type { PipelineTrial } from "@/lib/api/types";
import { reasonWords } from "@/lib/reasons";
import { actionWords, matchWords, NO_ACTION, NO_MATCH, SUGGESTIONS, trialLimits, trialWords } from "./inbound-words";

const TRIAL: PipelineTrial = { start: "2026-11-21T14:32:20Z", total: 31_000, lookedAt: 31_000, oldest: "2026-11-22T09:12:00Z", stopped: "", matched: 1204, dropped: 1204, issues: 12, withoutAddress: 0, examples: [] };
const now = new Date("2026-11-22T14:32:20Z");

it("says what a rule would have done, in numbers", () => {
  expect(trialWords(TRIAL, "drop")).toBe("Would have dropped 1,204 of 31,000 events (3.9 %), in 12 issues.");
  expect(trialWords({ ...TRIAL, dropped: 0 }, "level")).toBe("Would have met 1,204 of 31,000 events (3.9 %), in 12 issues.");
  expect(trialWords({ ...TRIAL, matched: 0, dropped: 0, issues: 0 }, "drop")).toBe("Would have met none of 31,000 events.");
  expect(trialWords({ ...TRIAL, lookedAt: 0 }, "drop")).toContain("nothing to try the rule on");
});

it("says where it stopped, and what it cannot know", () => {
  expect(trialLimits(TRIAL, "message", now)).toEqual([]);
  expect(trialLimits({ ...TRIAL, lookedAt: 10_000, stopped: "events" }, "message", now)[0]).toMatch(/^Looked at the newest 10,000 of 31,000 events, back to .*: that many are looked at\.$/);
  expect(trialLimits({ ...TRIAL, withoutAddress: 40 }, "message", now)).toEqual([]);
  expect(trialLimits({ ...TRIAL, withoutAddress: 40 }, "address", now)[0]).toContain("Of 40 the address was removed");
});

it("tells a rule in one line", () => {
  expect(`${actionWords(NO_ACTION)} ${matchWords({ ...NO_MATCH, patterns: ["*a*", "b", "c", "d"] })}`).toBe("Drop message *a*, b and 2 more");
  expect(actionWords({ ...NO_ACTION, kind: "sample", share: 0.1 })).toBe("Keep 10 % of");
  expect(actionWords({ ...NO_ACTION, kind: "owner", userId: "7" })).toBe("Give to somebody who is gone:");
  expect(SUGGESTIONS.every((one) => one.isActive && one.action.kind === "drop")).toBe(true);
});

it("names the rule in a reason, as far as the server told it", () => {
  expect(reasonWords("rule:12", { name: "Noise", isDeleted: false })).toBe("filtered by rule “Noise”");
  expect(reasonWords("sampled:12", { name: "Chatter", isDeleted: true })).toBe("left out of a share by rule “Chatter”, deleted since");
  expect(reasonWords("rule:12")).toBe("filtered by an inbound rule");
});
