import type { Removal } from "./api/types";

/** The removals of one event, by the path of the value. */
export type RemovalMap = ReadonlyMap<string, readonly Removal[]>;

export function byPath(removals: readonly Removal[] | null | undefined): RemovalMap {
  const map = new Map<string, Removal[]>();
  for (const removal of removals ?? []) {
    const there = map.get(removal.path);
    if (there) there.push(removal);
    else map.set(removal.path, [removal]);
  }
  return map;
}

/** Cut for its size, and for no other reason. The rules with a "!" are no privacy rules; `!config` is the SDK's own scrubbing. */
export function isTrimmed(removal: Pick<Removal, "rule" | "method">): boolean {
  return removal.method === "trim" && removal.rule !== "!config";
}

/** How many there were of a list that was cut for its size; null: all are there. */
export function cutFrom(removals: readonly Removal[] | undefined): number | null {
  return removals?.find((one) => one.rule === "!limit" && one.method === "trim")?.length ?? null;
}

/** Removed inside the program, before anything was sent. */
export function isBySdk(removal: Pick<Removal, "rule">): boolean {
  return removal.rule === "!config";
}

/** `whole`: nothing of the value is left beside the hole, so that the length before is the length of what went. */
export type Segment = { text: string } | { removal: Removal; kept: string; whole: boolean };

/**
 * A text cut at its removals. Positions count code points, as the server does; one that does not fit the text (it was
 * trimmed afterwards) becomes a hole at its end rather than a lie.
 */
export function segments(text: string, removals: readonly Removal[]): Segment[] {
  if (removals.length === 0) return text ? [{ text }] : [];
  const points = [...text];
  const ordered = [...removals].sort((a, b) => (a.start ?? 0) - (b.start ?? 0));
  const parts: Segment[] = [];
  let at = 0;
  for (const removal of ordered) {
    const whole = removal.start === null || removal.end === null;
    const start = Math.min(Math.max(whole ? 0 : (removal.start ?? 0), at), points.length);
    const end = Math.min(Math.max(whole ? points.length : (removal.end ?? 0), start), points.length);
    if (start > at) parts.push({ text: points.slice(at, start).join("") });
    parts.push({ removal, kept: keptOf(points.slice(start, end).join("")), whole: start === 0 && end === points.length });
    at = end;
  }
  if (at < points.length) parts.push({ text: points.slice(at).join("") });
  return parts;
}

/** What a mask left visible: `…1111` of `************1111`. */
function keptOf(placeholder: string): string {
  const tail = /^[*\s-]*\*[*\s-]*([^*]{1,4})$/.exec(placeholder)?.[1];
  return tail ? `…${tail}` : "";
}

const METHODS: Record<string, string> = {
  remove: "Removed before storing",
  replace: "Removed before storing",
  mask: "Masked before storing",
  hash: "Replaced by a keyed digest before storing",
};

/** The name on a hole and the sentence behind it. */
export function holeWords(removal: Pick<Removal, "label" | "rule" | "method" | "length">): { name: string; sentence: string } {
  const size = removal.length ? `, ${removal.length} characters` : "";
  if (isBySdk(removal)) return { name: "by the SDK", sentence: "Removed by the SDK, it never left the program." };
  if (isTrimmed(removal)) return { name: "trimmed", sentence: `Cut for its size, not for privacy${size} before.` };
  const how = METHODS[removal.method] ?? "Removed before storing";
  const rule = removal.label ? ` by the rule “${removal.label}”` : "";
  return { name: holeName(removal.rule), sentence: `${how}${rule}${size}.` };
}

const NAMES: Record<string, string> = {
  secret_field: "secret",
  own_field: "own field",
  cookie: "cookie",
  secret: "secret",
  private_key: "private key",
  url_password: "password",
  email: "email",
  phone: "phone",
  credit_card: "card number",
  iban: "iban",
  ip: "ip address",
  national_id: "national id",
  crypto_wallet: "wallet",
  unchecked: "too much to check",
};

/** A short name for what was there: `secret.github` is `github secret`. */
export function holeName(rule: string): string {
  const [kind = "", detail] = rule.split(".", 2);
  const name = NAMES[kind] ?? kind.replaceAll("_", " ");
  return detail && kind === "secret" ? `${detail.replaceAll("_", " ")} ${name}` : name;
}

const MARKERS: Record<string, string> = {
  "[email]": "email",
  "[phone]": "phone",
  "[creditcard]": "credit_card",
  "[iban]": "iban",
  "[ip]": "ip",
  "[national id]": "national_id",
  "[wallet]": "crypto_wallet",
  "[secret]": "secret",
  "[private key]": "private_key",
  "[password]": "url_password",
  "[Filtered]": "secret_field",
  "[too much to check]": "unchecked",
};
const MARKER = /\[(?:email|phone|creditcard|iban|ip|national id|wallet|secret|private key|password|Filtered|too much to check)\]/g;

/**
 * A title comes without positions, only with the markers that stand in it. Used for titles and nowhere else: a program
 * may well write `[ip]` itself, and only the event knows.
 */
export function markedSegments(text: string): Segment[] {
  const found: Removal[] = [];
  let offset = 0;
  let last = 0;
  for (const match of text.matchAll(MARKER)) {
    offset += [...text.slice(last, match.index)].length;
    const length = match[0].length;
    const rule = MARKERS[match[0]] ?? "secret_field";
    found.push({ path: "", rule, label: "", method: "replace", start: offset, end: offset + length, length: null });
    offset += length;
    last = match.index + length;
  }
  return segments(text, found);
}
