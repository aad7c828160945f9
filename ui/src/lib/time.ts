const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const dayMonthYear = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const hourMinute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayHour = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const clockFormat = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const zoned = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short",
});

/** `12 s`, `4 min`, `3 h`, `2 d`; a date from seven days on. */
export function age(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (seconds >= 7 * DAY) return day(then, now);
  return span(Math.max(1, Math.round(seconds)));
}

/** As `age`, with the word: `12 s ago`, `on 3 May`. */
export function ago(then: Date, now: Date): string {
  const seconds = (now.getTime() - then.getTime()) / 1000;
  return seconds >= 7 * DAY ? `on ${day(then, now)}` : `${age(then, now)} ago`;
}

/** A length of time in its largest unit. */
export function span(seconds: number): string {
  if (seconds < 0.1 && seconds > 0) return `${Math.max(1, Math.round(seconds * 1000))} ms`;
  if (seconds < 1 && seconds > 0) return `${seconds.toFixed(1)} s`;
  if (seconds < MINUTE) return `${Math.round(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h`;
  return `${Math.floor(seconds / DAY)} d`;
}

/** `2 min 14 s`, for something that is being waited for. */
export function stopwatch(seconds: number): string {
  const whole = Math.floor(seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`;
}

/** `22 Nov 2026, 14:32:08 CET`: what hovering and screen readers get. */
export function exact(date: Date): string {
  return zoned.format(date);
}

/** `Mon 23 Nov, 09:00`: a moment to come, in the viewer's zone. */
export function when(moment: string | Date): string {
  return dayHour.format(typeof moment === "string" ? new Date(moment) : moment);
}

/** `14:32:08` */
export function clock(date: Date): string {
  return clockFormat.format(date);
}

/** `14:32:08.114` */
export function preciseClock(date: Date): string {
  return `${clock(date)}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** `14:32` */
export function minute(date: Date): string {
  return hourMinute.format(date);
}

/** `22 Nov`, with the year when it is another one. */
export function day(date: Date, now: Date): string {
  return (date.getFullYear() === now.getFullYear() ? dayMonth : dayMonthYear).format(date);
}

/** What stands under a fact: the clock for today, else day and minute. */
export function beside(date: Date, now: Date): string {
  return date.toDateString() === now.toDateString() ? clock(date) : `${day(date, now)}, ${minute(date)}`;
}

/** `−0.031 s` before the crash; minutes and more without fractions. */
export function before(date: Date, crash: Date): string {
  const seconds = (crash.getTime() - date.getTime()) / 1000;
  const sign = seconds < 0 ? "+" : "−";
  const size = Math.abs(seconds);
  if (size === 0) return "0";
  if (size < MINUTE) return `${sign}${size.toFixed(3)} s`;
  return `${sign}${span(size)}`;
}

/** A date that may be missing or unreadable. */
export function parsed(value: string | number | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? null : date;
}
