import { expect, it } from "vitest";
import { encodeQuery, nextCursor } from "./api/client";
import { count, percent, short } from "./numbers";
import { age, ago, before, span, stopwatch } from "./time";
import { neighbours } from "./trail";
import { webAddress } from "./links";

const now = new Date("2026-11-22T14:32:20Z");
const past = (seconds: number) => new Date(now.getTime() - seconds * 1000);

it("tells ages in the largest unit, and a date from seven days on", () => {
  expect([12, 100, 7200, 3 * 86_400, 8 * 86_400].map((one) => age(past(one), now))).toEqual(["12 s", "1 min", "2 h", "3 d", "14 Nov"]);
  expect(ago(past(12), now)).toBe("12 s ago");
  expect(ago(past(400 * 86_400), now)).toBe("on 18 Oct 2025");
});

it("never tells a negative age when the clocks differ", () => {
  expect(age(past(-30), now)).toBe("1 s");
});

it("counts breadcrumbs back from the crash", () => {
  expect(before(past(0.031), now)).toBe("−0.031 s");
  expect(before(past(0), now)).toBe("0");
  expect(before(past(-2), now)).toBe("+2.000 s");
});

it("tells lengths of time", () => {
  expect([0.4, 59, 61, 3700].map(span)).toEqual(["0.4 s", "59 s", "1 min", "1 h"]);
  expect(stopwatch(134)).toBe("2 min 14 s");
});

it("is exact below ten thousand", () => {
  expect([0, 9999, 31_402, 1_204_118].map(short)).toEqual(["0", "9,999", "31.4k", "1.2M"]);
  expect(count(1, "issue")).toBe("1 issue");
});

it("never rounds a share to all or nothing", () => {
  expect([percent(61, 100), percent(1, 3000), percent(2999, 3000), percent(0, 5), percent(5, 5), percent(1, 0)]).toEqual(["61 %", "< 0.1 %", "> 99.9 %", "0 %", "100 %", "–"]);
});

it("reads the cursor of the next page only when it has results", () => {
  const link = '<u>; rel="previous"; results="false"; cursor="0:0:1", <u>; rel="next"; results="true"; cursor="0:25:0"';
  expect(nextCursor(link)).toBe("0:25:0");
  expect(nextCursor(link.replace('"true"', '"false"'))).toBeNull();
});

it("leaves empty values out of a query and repeats lists", () => {
  expect(encodeQuery({ query: "", id: ["1", "2"], cursor: null, limit: 1 })).toBe("?id=1&id=2&limit=1");
});

it("knows the neighbours of an issue in the list it came from", () => {
  const trail = { ids: ["A-1", "A-2", "A-3"], total: 148, search: {} };
  expect(neighbours(trail, "A-2")).toEqual({ index: 2, total: 148, beyond: false, previous: "A-1", next: "A-3" });
  expect(neighbours(trail, "B-9")).toBeNull();
});

it("makes links only of http and https", () => {
  for (const bad of ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<b>", "//x", "vbscript:x", "", " java\nscript:1", "ftp://x"]) expect(webAddress(bad)).toBeNull();
  expect(webAddress("https://shop.example/a?b=1")).toBe("https://shop.example/a?b=1");
});
