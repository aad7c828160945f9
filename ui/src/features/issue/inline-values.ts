import type { Frame } from "@/lib/api/types";
import { preview } from "./value-text";

export interface InlineValue {
  name: string;
  text: string;
}

const NAME = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*/g;
const MOST_ON_LINE = 2;
const MOST_ON_CRASH = 3;
const LONGEST = 48;

/**
 * The values that stand beside the lines: each variable at the line where it is first named, and once more at the line
 * that raised, where it matters most.
 */
export function inlineValues(frame: Frame, isRemoved: (name: string) => boolean): ReadonlyMap<number, InlineValue[]> {
  const vars = frame.vars ?? {};
  const shown = new Set<string>();
  const lines = new Map<number, InlineValue[]>();
  for (const [no, source] of frame.context ?? []) {
    const crash = no === frame.lineNo;
    const values: InlineValue[] = [];
    for (const name of namesIn(source ?? "")) {
      if (!(name in vars) || isRemoved(name) || (shown.has(name) && !crash)) continue;
      const text = preview(vars[name]);
      if (text.length > LONGEST || values.length >= (crash ? MOST_ON_CRASH : MOST_ON_LINE)) continue;
      if (values.some((one) => one.name === name)) continue;
      shown.add(name);
      values.push({ name, text });
    }
    if (values.length > 0) lines.set(no, values);
  }
  return lines;
}

/** Names of a source line outside of strings and comments; `a.b` counts as itself and as `a`. */
export function namesIn(source: string): string[] {
  const code = source.slice(0, 500).replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, " ").replace(/(?:#|\/\/).*$/, " ");
  const names = (code.match(NAME) ?? []).flatMap((name) => (name.includes(".") ? [name, name.slice(0, name.indexOf("."))] : [name]));
  return [...new Set(names)];
}
