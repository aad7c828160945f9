import { describe, expect, it } from "vitest";
import type { Removal } from "./api/types";
import { holeName, holeWords, markedSegments, segments } from "./removals";

const at = (start: number | null, end: number | null, rule = "email"): Removal => ({ path: "", rule, label: "E-mail addresses", method: "replace", start, end, length: 24 });

describe("segments", () => {
  it("cuts a text at its removals, counting code points as the server does", () => {
    const parts = segments("🦩 voucher of [email] used", [at(13, 20)]);
    expect(parts.map((one) => ("text" in one ? one.text : `<${one.removal.rule}>`))).toEqual(["🦩 voucher of ", "<email>", " used"]);
  });

  it("is one hole when the whole value went", () => {
    expect(segments("[Filtered]", [at(null, null)])).toHaveLength(1);
  });

  it("never shows text twice or out of order, wherever the places point", () => {
    const parts = segments("abc", [at(2, 99), at(1, 2), at(50, 60), at(-3, -1)]);
    expect(parts.filter((one) => "text" in one).map((one) => ("text" in one ? one.text : "")).join("")).toBe("a");
    expect(parts.filter((one) => "removal" in one)).toHaveLength(4);
  });

  it("shows what a mask left", () => {
    const [hole] = segments("************1111", [at(0, 16, "credit_card")]);
    expect(hole).toMatchObject({ kept: "…1111" });
  });
});

it("finds the markers of a title", () => {
  expect(markedSegments("no account for [email] at [ip]").map((one) => ("text" in one ? one.text : one.removal.rule))).toEqual(["no account for ", "email", " at ", "ip"]);
});

it("tells trimming, the SDK's own scrubbing and our rules apart", () => {
  expect(holeWords({ rule: "!limit", method: "trim", label: "Cut for its size", length: 9000 })).toMatchObject({ name: "trimmed" });
  expect(holeWords({ rule: "!config", method: "trim", label: "", length: null }).sentence).toContain("never left the program");
  expect(holeWords({ rule: "email", method: "replace", label: "E-mail addresses", length: 24 }).sentence).toBe("Removed before storing by the rule “E-mail addresses”, 24 characters.");
});

it("names what was there", () => {
  expect(holeName("secret.github")).toBe("github secret");
  expect(holeName("national_id.us_ssn")).toBe("national id");
});
