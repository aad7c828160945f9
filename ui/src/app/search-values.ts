/** Readers of single values of the query string; what does not fit is left out. */

export type Raw = Record<string, unknown>;

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
export const list = (value: unknown): string[] | undefined => {
  const all = (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string" && one !== "");
  return all.length > 0 ? all : undefined;
};
export const moment = (value: unknown): number | undefined => {
  const seconds = Number(value);
  return Number.isInteger(seconds) && seconds >= 1e9 && seconds < 7e9 ? seconds : undefined;
};
export const one = <T extends string>(value: unknown, allowed: readonly T[]): T | undefined => allowed.find((option) => option === value);
export const number = (value: unknown): string | undefined => (typeof value === "string" && /^\d{1,18}$/.test(value) ? value : undefined);
