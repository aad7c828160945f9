/** That of the person at this browser. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Whether this browser knows a zone by that name. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `2026-11-30T14:05` as a clock in the zone shows it: what a field of date and time holds. */
export function localTime(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "00";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/**
 * The moment at which a clock in the zone shows that; null where the text is no date and time. What is skipped when
 * clocks go forward is the moment after the gap; what comes twice is the first of the two.
 */
export function momentOf(local: string, zone: string): Date | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local) ? Date.parse(`${local}:00Z`) : NaN;
  if (Number.isNaN(wanted)) return null;
  const shift = (at: number) => Date.parse(`${localTime(new Date(at), zone)}:00Z`) - at;
  const first = wanted - shift(wanted);
  // An hour off where the clocks change between the guess and the moment: ask again at the guess, and at an hour before.
  for (const guess of [wanted - shift(first - 3600_000), wanted - shift(first)]) {
    if (localTime(new Date(guess), zone) === local) return new Date(guess);
  }
  return new Date(first);
}
