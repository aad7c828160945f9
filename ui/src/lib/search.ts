/** The search text as a person sees it: conditions, words, brackets and operators. The server decides what it means. */

export type TokenKind = "condition" | "word" | "operator" | "bracket";

export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
  end: number;
  negated: boolean;
  /** `level` of `!level:debug`. */
  key: string;
  /** `debug` of `!level:debug`. */
  value: string;
}

/** Splits at blanks and brackets outside of quotes and lists. Linear in the length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === "(" || char === ")") {
      tokens.push(token("bracket", text, at, at + 1));
      at += 1;
    } else {
      const end = endOfTerm(text, at);
      tokens.push(token(kindOf(text.slice(at, end)), text, at, end));
      at = end;
    }
  }
  return tokens;
}

function endOfTerm(text: string, start: number): number {
  let quoted = false;
  let listed = 0;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? "";
    if (quoted) {
      if (char === "\\") at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "[") listed += 1;
    else if (char === "]") listed -= 1;
    else if (listed <= 0 && (/\s/.test(char) || char === "(" || char === ")")) return at;
  }
  return text.length;
}

function kindOf(term: string): TokenKind {
  if (/^(AND|OR|NOT)$/.test(term)) return "operator";
  return /^!?[^\s":]+:/.test(term) ? "condition" : "word";
}

function token(kind: TokenKind, text: string, start: number, end: number): Token {
  const raw = text.slice(start, end);
  const negated = kind === "condition" && raw.startsWith("!");
  const colon = kind === "condition" ? raw.indexOf(":") : -1;
  return {
    kind,
    text: raw,
    start,
    end,
    negated,
    key: colon === -1 ? "" : raw.slice(negated ? 1 : 0, colon),
    value: colon === -1 ? raw : raw.slice(colon + 1),
  };
}

/** The text without one token; an operator that has lost a side goes with it. */
export function without(text: string, index: number): string {
  const tokens = tokenize(text);
  const dropped = new Set([index]);
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  if (before?.kind === "operator") dropped.add(index - 1);
  else if (after?.kind === "operator") dropped.add(index + 1);
  return joined(tokens.filter((_, at) => !dropped.has(at)));
}

function joined(tokens: readonly Token[]): string {
  const kept = [...tokens];
  // Brackets with nothing between them say nothing.
  for (let at = 0; at < kept.length - 1; at += 1) {
    if (kept[at]?.text === "(" && kept[at + 1]?.text === ")") {
      kept.splice(at, 2);
      at = Math.max(-1, at - 2);
    }
  }
  return kept.map((one) => one.text).join(" ");
}

/** The term that is being typed at the caret: its key part, or the value part of a key. */
export function termAt(text: string, caret: number): { start: number; end: number; key: string | null; typed: string; negated: boolean } {
  const found = tokenize(text).find((one) => one.start < caret && caret <= one.end && one.kind !== "bracket");
  if (!found) return { start: caret, end: caret, key: null, typed: "", negated: false };
  const raw = text.slice(found.start, caret);
  const negated = raw.startsWith("!");
  const colon = found.kind === "condition" ? raw.indexOf(":") : -1;
  const typed = colon === -1 ? raw.slice(negated ? 1 : 0) : raw.slice(colon + 1);
  return { start: found.start, end: found.end, key: colon === -1 ? null : found.key, typed: typed.replace(/^"/, ""), negated };
}

/** A value as it must be written: in quotes when it holds blanks or signs of the language. */
export function quoted(value: string): string {
  return /^[^\s"()[\],:!*<>]+$/.test(value) ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** Two searches that must both hold. */
export function both(first: string, second: string): string {
  if (!first.trim()) return second;
  return `${needsBrackets(first) ? `(${first})` : first} ${second}`;
}

function needsBrackets(text: string): boolean {
  return tokenize(text).some((one) => one.text === "OR");
}
