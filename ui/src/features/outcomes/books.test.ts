import { expect, it } from "vitest";
import { OUTCOMES } from "@/test/fixtures";
import { booksOf } from "./books";

const asIs = (reason: string) => reason;

it("follows everything from the programs to the store, and balances", () => {
  const books = booksOf(OUTCOMES, asIs);
  expect(books.stages.map((one) => [one.id, one.count])).toEqual([
    ["saw", 1_204_118],
    ["received", 1_165_718],
    ["accepted", 1_144_356],
    ["processed", 1_119_056],
    ["stored", 1_115_689],
  ]);
  expect(books.unaccounted).toBe(0);
  expect(books.stages[0]?.loss?.reasons[0]).toEqual(["sample_rate", 36_912]);
});

it("counts in the open what has no known fate", () => {
  const books = booksOf({ ...OUTCOMES, totals: { ...OUTCOMES.totals, stored: 1_115_680 } }, asIs);
  expect(books.unaccounted).toBe(9);
});

it("does not let what waits explain more than is missing", () => {
  const books = booksOf({ ...OUTCOMES, received: 10, totals: { stored: 10 }, reasons: [], pending: 3 }, asIs);
  expect(books.stages[3]?.loss?.count).toBe(0);
});
