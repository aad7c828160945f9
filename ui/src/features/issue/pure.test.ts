import { describe, expect, it } from "vitest";
import type { Frame } from "@/lib/api/types";
import { highlight } from "@/lib/highlight";
import { EVENT, makeIssues, TAGS } from "@/test/fixtures";
import { curlOf } from "./curl";
import { inlineValues, namesIn } from "./inline-values";
import { code, markdownOf } from "./markdown";
import { shortRelease } from "./release-name";
import { itemsOf, packageOf, stacksOf } from "./stack";
import { storyOf } from "./story";
import { troubles, wrongs } from "./trouble";

const issue = makeIssues(0)[0]!;

describe("frames", () => {
  const frames: Frame[] = [{ inApp: false, module: "uvicorn.main" }, { inApp: false, module: "asyncio" }, { inApp: true, function: "handle" }, { inApp: false, filename: "node_modules/@scope/lib/x.js" }];

  it("folds library frames between those of the program into counted groups, newest first", () => {
    const items = itemsOf(frames, false, false);
    expect(items.map((one) => (one.kind === "fold" ? one.packages.join() : one.frame.function))).toEqual(["@scope/lib", "handle", "asyncio,uvicorn"]);
  });

  it("folds nothing when nothing is in app, or when all are asked for", () => {
    expect(itemsOf(frames, false, true).every((one) => one.kind === "frame")).toBe(true);
    expect(itemsOf([{ inApp: false }], false, false)).toHaveLength(1);
  });

  it("knows what a library frame belongs to", () => {
    expect(packageOf({ absPath: "/venv/lib/python3.13/site-packages/starlette/routing.py" })).toBe("starlette");
    expect(packageOf({ module: "org.springframework.web.Filter" })).toBe("org.springframework");
  });
});

describe("values beside the lines", () => {
  const frame: Frame = {
    lineNo: 2,
    vars: { code: "'X'", by_code: { a: 1, b: 2 }, secret: "[Filtered]", long: "y".repeat(200) },
    context: [
      [1, "by_code = load(code, secret, long)"],
      [2, "return by_code[code]  # code"],
    ],
  };

  it("stand at the first line that names them, and again at the line that raised", () => {
    const values = inlineValues(frame, (name) => name === "secret");
    expect(values.get(1)?.map((one) => one.name)).toEqual(["by_code", "code"]);
    expect(values.get(2)?.map((one) => `${one.name} = ${one.text}`)).toEqual(["by_code = {2 keys}", "code = 'X'"]);
  });

  it("are not looked for in strings and comments", () => {
    expect(namesIn('x = "code" # name')).toEqual(["x"]);
  });
});

it("colours a line without changing a character of it", () => {
  for (const [line, platform] of [
    ['def f(a="x\\"y"):  # <script>', "python"],
    ["const a = `t ${b}` // c", "javascript"],
    ["'unclosed # not a comment", "ruby"],
    ['"""doc', "python"],
    ["x = 0x1F + 1_000.5e3 <b>&amp;</b>", "go"],
    ["# include <stdio.h>", "javascript"],
    ["a".repeat(5000), "python"],
  ] as const) {
    expect(highlight(line, platform).map((one) => one.text).join("")).toBe(line);
  }
});

it("tells what happened in one sentence", () => {
  const sentence = storyOf(issue, EVENT).map((one) => one.text).join("");
  expect(sentence).toBe("Raised in shop.checkout.price_basket, caused by KeyError in shop.vouchers.lookup. Began with 4.18.0, last in 4.18.2; no earlier release has it.");
});

it("tells the same of an issue whose event cannot be read", () => {
  expect(storyOf(issue, undefined)[0]?.text).toBe("Raised in ".replace("Raised in", "Sent from"));
});

describe("Markdown", () => {
  it("gives title, sentence, facts, chain, frames, breadcrumbs, tags and the link, redacted as shown", () => {
    const text = markdownOf(issue, EVENT, TAGS, "https://errors.example/o/issues/SHOP-418");
    for (const part of ["# SHOP-418 CheckoutFailed", "caused by **KeyError**", "- Events: 1,284", "shop/vouchers.py:61", "> return by_code[code]", "−0.031 s", "- release: `4.18.2` 61 %", "https://errors.example/o/issues/SHOP-418"]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("[email]");
  });

  it("cannot be broken out of by what an event says", () => {
    const evil = "](javascript:x) **b** <img src=x> ```\n# head";
    const text = markdownOf({ ...issue, title: evil, metadata: {} }, { ...EVENT, title: evil }, [], "link");
    expect(text.split("\n")[0]).toBe("# SHOP-418 \\](javascript:x) \\*\\*b\\*\\* \\<img src=x\\> \\`\\`\\` \\# head");
    expect(code("a ``` b")).toBe("````a ``` b````");
  });
});

it("quotes every piece of a curl command", () => {
  const command = curlOf({ method: "POST", url: "https://x.example/a", headers: [["X", "a'; rm -rf ~; '"]], data: { a: "'$(id)'" } });
  expect(command).toContain(String.raw`-H 'X: a'\''; rm -rf ~; '\'''`);
  expect(command).toContain(String.raw`--data-raw '{"a":"'\''$(id)'\''"}'`);
});

it("leaves nothing in a curl command that a terminal would take for a key, nor an address for more than one", () => {
  const command = curlOf({ method: "GET", url: "-K/tmp/[1-9]", headers: [["X", "a\u0003\nrm -rf ~\n\u001b[201~"]] });
  expect(command).toBe("curl \\\n  -H 'X: a\nrm -rf ~\n[201~' \\\n  -g \\\n  --url '-K/tmp/[1-9]'");
});

it("lists the stacks cause first", () => {
  expect(stacksOf(EVENT).map((one) => one.title)).toEqual(["KeyError", "CheckoutFailed"]);
});

describe("what was wrong with an event as it was sent", () => {
  const field = { type: "invalid_data", name: "exception.values.0.value", value: "5" };
  const tag = { type: "reserved_tag", name: "tags.release", value: "mine", message: "the tag 'release' was left out" };

  it("is told by its kind", () => {
    expect(troubles([])).toEqual([]);
    expect(troubles([field, field])).toEqual(["2 fields could not be read"]);
    expect(troubles([tag, field])).toEqual(["1 field could not be read", "1 tag left out"]);
    expect(troubles([{ type: "clock_drift" }, { type: "future_timestamp" }])).toEqual(["the sender's clock was off"]);
  });

  it("names the place, what was sent there, and what was done with it", () => {
    const clock = { type: "clock_drift", sdk_time: "2020-01-01T00:00:00+00:00", server_time: "2026-01-01T00:00:00+00:00" };
    const cut = { path: "extra.log", rule: "!limit", label: "", method: "trim", start: 0, end: 10, length: 90_000 };
    expect(wrongs([field, field, tag, clock, { type: "too_odd" }], [cut, { ...cut, rule: "email", method: "replace" }])).toEqual([
      { place: "exception.values.0.value", sent: "5", done: "left out: not what this field holds" },
      { place: "tags.release", sent: "mine", done: "left out: a field of every event has this name; call the tag something else" },
      { place: "the sender’s clock", sent: clock.sdk_time, done: `it was ${clock.server_time} here: all times were moved by the difference` },
      { place: "a note of the SDK", sent: "", done: "the SDK says: too_odd" },
      { place: "extra.log", sent: "90000 long", done: "too long: shortened to what is kept of it" },
    ]);
  });
});

it("of a release that is a commit, eight digits are shown", () => {
  const commit = "a30ad258d6755f6d479e81263f257049bdd44f74";
  expect([commit, `web@${commit}`, "web@2026.46.2", "deadbeef"].map(shortRelease)).toEqual(["a30ad258", "web@a30ad258", "web@2026.46.2", "deadbeef"]);
});
