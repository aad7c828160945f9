import { describe, expect, it } from "vitest";
import { both, quoted, termAt, tokenize, without } from "./search";

describe("tokenize", () => {
  it("splits conditions, words, operators and brackets with their places", () => {
    const tokens = tokenize('is:unresolved !level:debug (events:>20 OR "two words")');
    expect(tokens.map((one) => [one.kind, one.text])).toEqual([
      ["condition", "is:unresolved"],
      ["condition", "!level:debug"],
      ["bracket", "("],
      ["condition", "events:>20"],
      ["operator", "OR"],
      ["word", '"two words"'],
      ["bracket", ")"],
    ]);
    expect(tokens[1]).toMatchObject({ negated: true, key: "level", value: "debug" });
  });

  it("keeps quoted blanks, brackets and lists inside of one token", () => {
    expect(tokenize('user:"Ines (C) Calder" key:[a, b]').map((one) => one.text)).toEqual(['user:"Ines (C) Calder"', "key:[a, b]"]);
  });

  it("loses no character but blanks, whatever is typed", () => {
    for (const text of ['a:"open', "((", "!!x:", ":::", '"\\', "a:[b", "x\u2028y"]) {
      expect(tokenize(text).map((one) => one.text).join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
    }
  });
});

describe("without", () => {
  it("takes an operator along with the side it has lost", () => {
    expect(without("a:1 OR b:2", 2)).toBe("a:1");
    expect(without("a:1 OR b:2", 0)).toBe("b:2");
  });

  it("takes brackets along when nothing is left in them", () => {
    expect(without("is:new ( level:fatal )", 2)).toBe("is:new");
  });
});

describe("termAt", () => {
  it("finds the key or the value at the caret", () => {
    expect(termAt("is:new rel", 10)).toMatchObject({ key: null, typed: "rel", start: 7 });
    expect(termAt("!release:4.1", 12)).toMatchObject({ key: "release", typed: "4.1", negated: true });
    expect(termAt("is:new ", 7)).toMatchObject({ key: null, typed: "" });
  });
});

it("quotes a value only when it must be", () => {
  expect(quoted("4.18.2")).toBe("4.18.2");
  expect(quoted('say "hi" (now)')).toBe('"say \\"hi\\" (now)"');
});

it("brackets a search with OR before a second condition is added", () => {
  expect(both("a:1 OR b:2", "is:unassigned")).toBe("(a:1 OR b:2) is:unassigned");
  expect(both("", "is:unassigned")).toBe("is:unassigned");
});
