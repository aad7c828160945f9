/** Lists never jump: rows keep their order until a person asks for what is new. */

export interface Steady<T> {
  rows: T[];
  /** How many are in the latest answer and not shown yet. */
  fresh: number;
}

/**
 * The rows that are shown, with the latest content. `shown` is the order of ids on the page; null takes the latest
 * order. A row that the latest answer no longer has stays as it was last seen, out of `kept`.
 */
export function steady<T extends { id: string }>(shown: readonly string[] | null, latest: readonly T[], kept: ReadonlyMap<string, T>): Steady<T> {
  if (shown === null) return { rows: [...latest], fresh: 0 };
  const now = new Map(latest.map((row) => [row.id, row]));
  const rows = shown.map((id) => now.get(id) ?? kept.get(id)).filter((row): row is T => row !== undefined);
  const known = new Set(shown);
  const lastShown = latest.reduce((last, row, index) => (known.has(row.id) ? index : last), -1);
  let fresh = 0;
  latest.forEach((row, index) => {
    // Below the last shown row it is only the next page, and nothing that has just happened.
    if (!known.has(row.id) && (index < lastShown || lastShown === -1)) fresh += 1;
  });
  return { rows, fresh };
}
