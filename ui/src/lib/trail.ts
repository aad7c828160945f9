/** The list a person came from, so that an issue knows its neighbours: "3 of 148", previous, next. */
export interface Trail {
  /** Short ids in the order of the list. */
  ids: string[];
  total: number;
  /** Whether there are more than that. */
  beyond?: boolean;
  /** Query string of the list, to go back to it as it was. */
  search: Record<string, unknown>;
}

const KEY = "redshank.trail";

export function leaveTrail(trail: Trail): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(trail));
  } catch {
    // Without storage there are no neighbours; the page works.
  }
}

export function readTrail(): Trail | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Trail | null;
  } catch {
    return null;
  }
}

export interface Neighbours {
  index: number;
  total: number;
  beyond: boolean;
  previous: string | null;
  next: string | null;
}

/** Where an issue stands in the list; null when it was not in it. */
export function neighbours(trail: Trail | null, shortId: string): Neighbours | null {
  const at = trail?.ids.indexOf(shortId) ?? -1;
  if (!trail || at === -1) return null;
  return { index: at + 1, total: Math.max(trail.total, trail.ids.length), beyond: trail.beyond ?? false, previous: trail.ids[at - 1] ?? null, next: trail.ids[at + 1] ?? null };
}
