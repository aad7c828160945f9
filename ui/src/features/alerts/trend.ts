import type { AlertTrend } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { span } from "@/lib/time";

export const WIDTH = 262;
export const HEIGHT = 72;

/** A place in the chart. */
export interface Place {
  x: number;
  y: number;
}

/** Where the numbers stand: the scale begins at 0, or below it where values do. */
export interface Scale {
  lowest: number;
  highest: number;
  y: (value: number) => number;
  x: (at: number) => number;
}

export function scaleOf({ points, limit, resolveLimit, start, end }: AlertTrend): Scale {
  const values = [...points.map(([, value]) => value), limit, resolveLimit].filter((one): one is number => one !== null);
  const lowest = Math.min(0, ...values);
  const highest = Math.max(1, ...values);
  // A little air above, so that a line along the top can be seen.
  const room = (highest - lowest) * 1.08;
  return { lowest, highest, y: (value) => HEIGHT - ((value - lowest) / room) * HEIGHT, x: (at) => ((at - start) / (end - start)) * WIDTH };
}

/** Lines through the values that can be told; each value holds for its step. */
export function linesOf(trend: AlertTrend, scale: Scale): Place[][] {
  const lines: Place[][] = [];
  let line: Place[] = [];
  for (const [at, value] of trend.points) {
    if (value === null) {
      if (line.length > 0) lines.push(line);
      line = [];
    } else {
      line.push({ x: scale.x(at + trend.step / 2), y: scale.y(value) });
    }
  }
  return line.length > 0 ? [...lines, line] : lines;
}

export function path(line: readonly Place[]): string {
  return line.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
}

const FIGURES: Record<string, string> = { count: "Events", users: "Users", rate: "Events a minute", change: "Change of events", nothing: "Time without an event", escalating: "Events" };

/** What the chart shows: "Events in 5 min". */
export function figureOf(trend: Pick<AlertTrend, "kind" | "measure" | "window" | "step">): string {
  if (trend.kind === "events" || trend.window === null) return `Events in ${span(trend.step)}`;
  const figure = FIGURES[trend.measure ?? ""] ?? "Value";
  if (trend.measure === "nothing") return figure;
  return `${figure} ${trend.measure === "rate" ? "over" : "in"} ${span(trend.window)}`;
}

/** A value in the unit of its measure. */
export function valueWords(value: number | null, measure: string | null): string {
  if (value === null) return "–";
  if (measure === "nothing") return span(value);
  const shown = whole(Math.round(value * 10) / 10);
  return measure === "change" ? `${shown} %` : shown;
}

/** The chart in a sentence. */
export function summaryOf(trend: AlertTrend): string {
  const values = trend.points.map(([, value]) => value).filter((one): one is number => one !== null);
  const figure = figureOf(trend);
  if (values.length === 0) return `${figure}: it cannot be told from what is stored.`;
  const measure = trend.kind === "events" ? null : trend.measure;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (trend.kind === "events") return most === 0 ? `${figure}: none is stored any more.` : `${figure}: at most ${valueWords(most, measure)}, ${whole(values.reduce((sum, one) => sum + one, 0))} in all.`;
  const limit = trend.limit === null ? "" : `, limit ${valueWords(trend.limit, measure)}`;
  return `${figure}: from ${valueWords(least, measure)} to ${valueWords(most, measure)}, in the end ${valueWords(values.at(-1) ?? null, measure)}${limit}.`;
}

export const MOMENTS: Record<AlertTrend["moments"][number]["kind"], { letter: string; word: string }> = {
  fired: { letter: "F", word: "fired" },
  acknowledged: { letter: "A", word: "acknowledged" },
  unacknowledged: { letter: "T", word: "taken back" },
  resolved: { letter: "R", word: "resolved" },
  reopened: { letter: "O", word: "open again" },
};

/** Whether a moment is within what the chart shows. */
export function isShown(at: string, { start, end }: Pick<AlertTrend, "start" | "end">): boolean {
  const seconds = Date.parse(at) / 1000;
  return seconds >= start && seconds <= end;
}

/** Whether a value is past the limit. */
export function isPast(value: number, trend: Pick<AlertTrend, "limit" | "firesBelow">): boolean {
  if (trend.limit === null) return false;
  return trend.firesBelow ? value <= trend.limit : value >= trend.limit;
}
