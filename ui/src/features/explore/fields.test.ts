import { expect, it } from "vitest";
import { conditionOf, fieldName, toggled } from "./fields";

it("writes the condition of a value as the search language has it", () => {
  expect(conditionOf("level", "error")).toBe("level:error");
  expect(conditionOf("customer", "Acme & Sons", true)).toBe('!customer:"Acme & Sons"');
  expect(conditionOf("odd key", 'say "hi" \\')).toBe('"odd key":"say \\"hi\\" \\\\"');
  expect(conditionOf("url", "https://x/*")).toBe('url:"https://x/*"');
});

it("takes a name with or without its colon, and no empty one", () => {
  expect(fieldName(" customer: ")).toBe("customer");
  expect(fieldName(" : ")).toBeNull();
  expect(fieldName("")).toBeNull();
});

it("puts a name on a list, and takes it off again", () => {
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
});
