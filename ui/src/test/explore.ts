import type { ExploreRow, ExploreSummary } from "@/lib/api/types";

const NOON = 1_764_417_600;
const VALUES: Record<string, string[]> = { release: ["4.18.2"], environment: ["production"], customer: ["Acme & Sons"], "stack.function": ["charge", "post", "retry"] };

export function exploreRows(fields: readonly string[]): ExploreRow[] {
  return [0, 1, 2].map((at) => ({
    id: `${at + 1}`.padStart(32, "0"),
    project: "shop-api",
    issueId: "1000",
    shortId: "SHOP-418",
    title: `TimeoutError: payments took ${at + 3} s`,
    level: at === 2 ? "fatal" : "error",
    platform: "python",
    timestamp: new Date((NOON - at * 600) * 1000).toISOString(),
    received: new Date((NOON - at * 600 + 1) * 1000).toISOString(),
    fields: Object.fromEntries(fields.map((name) => [name, VALUES[name] ?? []])),
  }));
}

export function exploreSummary(facets: readonly string[]): ExploreSummary {
  const known: Record<string, ExploreSummary["facets"][number]["values"]> = {
    level: [
      { value: "error", count: 2 },
      { value: "fatal", count: 1 },
    ],
    customer: [{ value: "Acme & Sons", count: 2 }],
  };
  return {
    total: 3,
    start: NOON - 7200,
    end: NOON,
    interval: 3600,
    histogram: [
      [NOON - 7200, 0],
      [NOON - 3600, 2],
      [NOON, 1],
    ],
    facets: facets.map((field) => ({ field, values: known[field] ?? [] })),
    behind: 0,
    issues: [{ issue: { id: "1000", shortId: "SHOP-418", title: "TimeoutError: payments", level: "error", status: "new" }, count: 3 }],
  };
}
