/** A value in few characters: `"SPRING-26"`, `{4 keys}`, `[3]`. SDKs may have written it as text already. */
export function preview(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[${value.length}]`;
  if (typeof value === "object") {
    const size = Object.keys(value).length;
    return size === 0 ? "{}" : size === 1 ? "{1 key}" : `{${size} keys}`;
  }
  return String(value);
}

/** A value in full, as JSON; text stays as it is. */
export function full(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? String(value));
}
