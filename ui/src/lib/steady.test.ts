import { expect, it } from "vitest";
import { steady } from "./steady";

const rows = (...ids: string[]) => ids.map((id) => ({ id, n: 1 }));

it("keeps the shown order, with the latest content", () => {
  const latest = [{ id: "b", n: 2 }, { id: "a", n: 2 }];
  expect(steady(["a", "b"], latest, new Map()).rows).toEqual([{ id: "a", n: 2 }, { id: "b", n: 2 }]);
});

it("counts what came above the shown rows as new, and shows none of it", () => {
  expect(steady(["a", "b"], rows("x", "a", "y", "b"), new Map())).toEqual({ rows: rows("a", "b"), fresh: 2 });
});

it("does not take the next page for something new", () => {
  expect(steady(["a", "b"], rows("a", "b", "c", "d"), new Map()).fresh).toBe(0);
});

it("keeps a row that no longer matches until it is asked for what is new", () => {
  const kept = new Map([["a", { id: "a", n: 7 }]]);
  expect(steady(["a", "b"], rows("b"), kept).rows).toEqual([{ id: "a", n: 7 }, { id: "b", n: 1 }]);
  expect(steady(null, rows("b"), kept).rows).toEqual(rows("b"));
});

it("calls everything new when nothing that was shown is left", () => {
  expect(steady(["a"], rows("x", "y"), new Map()).fresh).toBe(2);
});
