import { quoted } from "@/lib/search";

/** Beside time and title, where nobody has chosen others. */
export const DEFAULT_COLUMNS: readonly string[] = ["release", "environment", "user.id"];

/** What is always counted by value; tags are added by name. */
export const DEFAULT_FACETS: readonly string[] = ["level", "error.type", "environment", "release", "transaction", "user.id", "browser.name", "os.name", "server_name", "url"];

/** Fields of an event that are no tags, for the menu of columns. */
export const FIELDS: readonly string[] = [
  "release",
  "environment",
  "transaction",
  "user.id",
  "user.email",
  "user.username",
  "user.ip",
  "error.type",
  "error.value",
  "error.handled",
  "logger",
  "server_name",
  "url",
  "http.method",
  "stack.function",
  "stack.module",
  "stack.filename",
  "dist",
  "sdk.name",
];

export const RANGES = [
  { value: "1h", label: "1 hour" },
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
  { value: "14d", label: "14 days" },
  { value: "30d", label: "30 days" },
  { value: "90d", label: "90 days" },
] as const;

/** The condition that a value of a facet stands for. */
export function conditionOf(field: string, value: string, negated = false): string {
  const key = /^[A-Za-z_@$][\w.@$-]*$/.test(field) ? field : `"${field.replace(/["\\]/g, "\\$&")}"`;
  return `${negated ? "!" : ""}${key}:${quoted(value)}`;
}

/** A name that was typed for a column or a facet; null where it is none. */
export function fieldName(typed: string): string | null {
  const name = typed.trim().replace(/:$/, "");
  return name && name.length <= 200 ? name : null;
}

/** The list with one more, or without it. */
export function toggled(list: readonly string[], name: string): string[] {
  return list.includes(name) ? list.filter((one) => one !== name) : [...list, name];
}
