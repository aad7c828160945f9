import type { RuleDryRun } from "@/lib/api/types";

/** A firing as a bar of the time line: from where to where, as shares of its length. */
export interface Span {
  from: number;
  to: number;
}

/** Bars in 0..1; each at least `least` wide, so that a short one is seen. */
export function spansOf(dry: Pick<RuleDryRun, "start" | "end" | "firings">, least: number): Span[] {
  const start = Date.parse(dry.start);
  const length = Math.max(1, Date.parse(dry.end) - start);
  const share = (at: number) => Math.min(1, Math.max(0, (at - start) / length));
  return dry.firings.map((one) => {
    const from = Math.min(share(Date.parse(one.start)), 1 - least);
    return { from, to: Math.max(share(one.end === null ? Date.parse(dry.end) : Date.parse(one.end)), from + least) };
  });
}

/** Midnights between two moments, here: `[share, date]`; at most ten. */
export function midnights(startIso: string, endIso: string): { at: number; date: Date }[] {
  const start = Date.parse(startIso);
  const end = Date.parse(endIso);
  const first = new Date(start);
  first.setHours(24, 0, 0, 0);
  const found: { at: number; date: Date }[] = [];
  for (const day = first; day.getTime() < end; day.setDate(day.getDate() + 1)) found.push({ at: (day.getTime() - start) / (end - start), date: new Date(day) });
  const every = Math.ceil(found.length / 10);
  return found.filter((_, index) => index % every === 0);
}
