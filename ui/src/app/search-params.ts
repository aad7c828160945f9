/** Query strings as people write them: `a=1&b=2&b=3`. Every value is text; a name given twice is a list. */
export function parseSearch(text: string): Record<string, string | string[]> {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const there = search[name];
    if (there === undefined) search[name] = value;
    else search[name] = Array.isArray(there) ? [...there, value] : [there, value];
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  // Colons and brackets are what searches are made of; they are legal in a query, and readable.
  const text = params.toString().replaceAll("%3A", ":").replaceAll("%28", "(").replaceAll("%29", ")");
  return text ? `?${text}` : "";
}
