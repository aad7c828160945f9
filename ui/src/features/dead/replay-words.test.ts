import { expect, it } from "vitest";
import type { Replay } from "@/lib/api/types";
import { isWaiting, resultWords, titleWords } from "./replay-words";

const STARTED = Date.parse("2026-11-22T10:00:00Z");
const replay = (more: Partial<Replay> = {}): Replay => ({
  id: "1",
  state: "running",
  rate: 50,
  total: 1200,
  stored: 0,
  duplicate: 0,
  filtered: 0,
  failed: 0,
  left: 1200,
  startedBy: null,
  dateStarted: new Date(STARTED).toISOString(),
  lastWorked: null,
  dateEnded: null,
  ...more,
});

it("names only what there is", () => {
  expect(resultWords(replay({ stored: 1104 }))).toBe("1,104 stored");
  expect(resultWords(replay({ stored: 2, duplicate: 1, failed: 3 }))).toBe("2 stored, 1 had come before, 3 failed again");
});

it("does not call it a success where some failed again", () => {
  expect(titleWords(replay())).toBe("Replaying 1,200 dead events");
  expect(titleWords(replay({ state: "done", stored: 1200, left: 0 }))).toBe("The replay is over");
  expect(titleWords(replay({ state: "done", failed: 1, left: 0 }))).toContain("some failed again");
  expect(titleWords(replay({ state: "stopped", left: 96 }))).toContain("96 left");
});

it("says that nobody works on it once that is odd", () => {
  expect(isWaiting(replay(), new Date(STARTED + 5_000))).toBe(false);
  expect(isWaiting(replay(), new Date(STARTED + 11_000))).toBe(true);
  expect(isWaiting(replay({ lastWorked: new Date(STARTED).toISOString() }), new Date(STARTED + 11_000))).toBe(false);
});
