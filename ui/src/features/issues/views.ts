/** Tabs over the list. A view is a search with a name; its address is that search. */
export interface View {
  name: string;
  query: string;
  /** Whether the rows are told apart by whose turn it is. */
  byTurn: boolean;
}

export const VIEWS: readonly View[] = [
  { name: "Unresolved", query: "is:unresolved", byTurn: true },
  { name: "Mine", query: "is:unresolved assigned:me", byTurn: false },
  { name: "New", query: "is:new", byTurn: true },
  { name: "Regressed", query: "is:regressed", byTurn: true },
  { name: "Resolved", query: "is:resolved", byTurn: false },
  { name: "Ignored", query: "is:ignored", byTurn: false },
];

export const DEFAULT_QUERY = "is:unresolved";

export const SORTS = [
  { value: "date", label: "Last seen" },
  { value: "new", label: "First seen" },
  { value: "freq", label: "Events" },
  { value: "user", label: "Users" },
] as const;

export const RANGES = [
  { value: "24h", label: "24 hours" },
  { value: "14d", label: "14 days" },
  { value: "30d", label: "30 days" },
  { value: "90d", label: "90 days" },
] as const;

export const labelOf = (options: readonly { value: string; label: string }[], value: string): string =>
  options.find((one) => one.value === value)?.label ?? value;

/** Whether whose turn it is means anything under this search. */
export function groupsByTurn(query: string): boolean {
  const view = VIEWS.find((one) => one.query === query.trim());
  return view ? view.byTurn : !/\bassigned:|is:(un)?assigned|is:resolved|is:ignored/.test(query);
}
