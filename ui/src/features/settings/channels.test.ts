import { expect, it } from "vitest";
import type { ChannelField, ChannelKind } from "@/lib/api/types";
import { bodyOf, changeOf, emptyDraft, filledParts, hintOf, testWords } from "./channels";

const field = (more: Partial<ChannelField> = {}): ChannelField => ({ name: "url", label: "URL", kind: "url", required: true, isSecret: false, hint: "", example: "", default: "", choices: [], ...more });
const PAGERDUTY: ChannelKind = {
  id: "pagerduty",
  label: "PagerDuty",
  role: "pager",
  fields: [field({ name: "region", kind: "choice", default: "us", choices: ["us", "eu"] }), field({ name: "routing_key", kind: "secret", isSecret: true })],
};

it("begins with the kind's name and defaults, and no secret", () => {
  expect(emptyDraft(PAGERDUTY, true)).toMatchObject({ kind: "pagerduty", name: "PagerDuty", personal: true, config: { region: "us" }, secrets: {}, perMinute: 60 });
});

it("sends a secret only when it was typed, and an empty one only to forget it", () => {
  const draft = { ...emptyDraft(PAGERDUTY, false), secrets: { routing_key: "", other: "new" }, forgotten: ["signing_secret"] };
  expect(changeOf(draft).secrets).toEqual({ other: "new", signing_secret: "" });
  expect(bodyOf(draft)).toMatchObject({ kind: "pagerduty", personal: false });
});

it("leaves out parts of a template that say nothing", () => {
  expect(filledParts({ title: "{{ title }}", text: "  " })).toEqual({ title: "{{ title }}" });
});

it("says of a kept secret that it is kept, and of a field what it wants", () => {
  expect(hintOf(field({ isSecret: true }), true)).toBe("Kept, and shown to nobody. Enter another to replace it.");
  expect(hintOf(field({ isSecret: true, required: false, hint: "Signs." }), false)).toBe("Not needed. Signs. It is kept encrypted and never shown again.");
  expect(hintOf(field({ example: "#shop" }), false)).toBe("Such as #shop.");
});

it("tells a test that arrived, one that did not, and one that nobody knows of apart", () => {
  const tried = { recipient: "ops.example.com", failure: null, error: null };
  const attempt = { number: 1, date: "2026-11-22T10:00:00Z", milliseconds: 42, failure: null, status: 200, answer: "" };
  expect(testWords({ ...tried, arrived: true, tries: [attempt] })).toEqual({ tone: "info", text: "It arrived: ops.example.com took the test (200) after 42 ms." });
  expect(testWords({ ...tried, arrived: false, failure: "auth", error: "who are you?", tries: [{ ...attempt, status: 401 }] })).toEqual({ tone: "wine", text: "It did not arrive: not let in (401), “who are you?”" });
  expect(testWords({ ...tried, arrived: null, tries: [] }).tone).toBe("warn");
});
