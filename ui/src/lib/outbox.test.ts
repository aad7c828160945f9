// @vitest-environment happy-dom: it listens to the window.
import { expect, it, vi } from "vitest";
import { makeOutbox } from "./outbox";

/** A server that answers when the test says so. */
function world() {
  const sent: string[] = [];
  const waiting: (() => void)[] = [];
  let leave = () => {};
  const box = makeOutbox((send) => (leave = send));
  const work = (name: string) => () => {
    sent.push(name);
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const answer = async () => {
    waiting.shift()?.();
    await vi.waitFor(() => {});
  };
  return { sent, box, work, answer, leave: () => leave() };
}

it("sends the second only after the first was answered", async () => {
  const { sent, box, work, answer } = world();
  void box.post(work("resolve"));
  void box.post(work("undo"));
  expect(sent).toEqual(["resolve"]);
  await answer();
  await vi.waitFor(() => expect(sent).toEqual(["resolve", "undo"]));
});

it("sends everything that waits, in order, when the page is left", () => {
  const { sent, box, work, leave } = world();
  void box.post(work("resolve"));
  void box.post(work("undo"));
  void box.post(work("assign"), 1000);
  leave();
  expect(sent).toEqual(["resolve", "undo", "assign"]);
});

it("goes on after a refusal", async () => {
  const { sent, box, work } = world();
  const refused = box.post(() => Promise.reject(new Error("no")));
  void box.post(work("next"));
  await expect(refused.answer).rejects.toThrow("no");
  await vi.waitFor(() => expect(sent).toEqual(["next"]));
});

it("never sends what was held and taken back", () => {
  vi.useFakeTimers();
  const { sent, box, work } = world();
  const held = box.post(work("resolve"), 1000);
  expect(held.cancel()).toBe(true);
  vi.advanceTimersByTime(2000);
  expect(sent).toEqual([]);
  vi.useRealTimers();
});

it("holds no longer than until the next thing that is done", () => {
  const { sent, box, work } = world();
  void box.post(work("resolve"), 1000);
  expect(sent).toEqual([]);
  void box.post(work("assign"));
  expect(sent).toEqual(["resolve"]);
});
