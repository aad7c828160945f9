/** The calendar of the page: days of the viewer's zone as columns, shifts as bars over them. */

export interface Bar {
  /** Percent of the width. */
  left: number;
  width: number;
}

interface Spanned {
  startsAt: string;
  endsAt: string;
}

/** Monday 00:00 of the week, in the viewer's zone. */
export function weekOf(date: Date): Date {
  const back = (date.getDay() + 6) % 7;
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - back);
}

export function plusDays(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
}

/** The last Monday nine o'clock that has come. */
export function lastHandOver(now: Date): Date {
  const monday = weekOf(now);
  const nine = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate(), 9);
  return nine <= now ? nine : new Date(nine.getFullYear(), nine.getMonth(), nine.getDate() - 7, 9);
}

/** The midnights from `first` on: one more than there are days. Days of a change of the clock have 23 or 25 hours. */
export function midnights(first: Date, days: number): Date[] {
  return Array.from({ length: days + 1 }, (_, index) => plusDays(first, index));
}

/** Where a moment stands, 0 at the left edge and 1 at the right; every day is as wide as the others. */
export function placeOf(moment: Date, edges: readonly Date[]): number {
  const days = edges.length - 1;
  for (let index = 0; index < days; index += 1) {
    const start = (edges[index] as Date).getTime();
    const end = (edges[index + 1] as Date).getTime();
    if (moment.getTime() < start) return index / days;
    if (moment.getTime() < end) return (index + (moment.getTime() - start) / (end - start)) / days;
  }
  return 1;
}

/** The bar of a shift; null where it is out of sight. */
export function barOf(shift: Spanned, edges: readonly Date[]): Bar | null {
  const left = placeOf(new Date(shift.startsAt), edges);
  const right = placeOf(new Date(shift.endsAt), edges);
  return right > left ? { left: left * 100, width: (right - left) * 100 } : null;
}

/** The full hour nearest to a place: the other way round. */
export function momentAt(place: number, edges: readonly Date[]): Date {
  const days = edges.length - 1;
  const index = Math.min(days - 1, Math.max(0, Math.floor(place * days)));
  const start = (edges[index] as Date).getTime();
  const end = (edges[index + 1] as Date).getTime();
  const part = Math.min(1, Math.max(0, place * days - index));
  return new Date(start + Math.round(((end - start) * part) / HOUR_MS) * HOUR_MS);
}

const HOUR_MS = 3_600_000;

/** What `<input type="datetime-local">` wants: local, to the minute. */
export function fieldValue(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The viewer's own zone. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
