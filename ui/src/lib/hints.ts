import { useQuery } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { SearchHint } from "@/lib/api/types";
import { quoted, type termAt } from "@/lib/search";

/** One row under the search field. */
export interface Hint {
  label: string;
  note: string;
  count: number | null;
  /** What takes the place of the term at the caret. */
  insert: string;
  /** Whether the condition is complete with it. */
  final: boolean;
}

const MOST = 9;

/** Keys for what is being typed, then the values of that key with their counts. */
export function useHints(org: string, term: ReturnType<typeof termAt>, open: boolean, about: "issues" | "events"): Hint[] {
  const prefix = term.key === null ? term.typed : `${term.key}:${term.typed}`;
  const { data = [] } = useQuery({
    queryKey: ["search-hints", org, about, prefix],
    queryFn: ({ signal }) => get<SearchHint[]>(`/organizations/${org}/search-hints/`, { query: prefix, about }, signal),
    enabled: open,
    staleTime: 60_000,
    placeholderData: (old) => old,
  });
  return hintsFor(data, term);
}

export function hintsFor(known: readonly SearchHint[], term: ReturnType<typeof termAt>): Hint[] {
  const sign = term.negated ? "!" : "";
  const typed = term.typed.toLowerCase();
  if (term.key === null) {
    return known
      .filter((one) => one.key.toLowerCase().startsWith(typed))
      .slice(0, MOST)
      .map((one) => ({ label: `${one.key}:`, note: one.description, count: null, insert: `${sign}${one.key}:`, final: false }));
  }
  const values = known.find((one) => one.key === term.key)?.values ?? [];
  return values
    .filter((one) => one.value.toLowerCase().includes(typed))
    .slice(0, MOST)
    .map((one) => ({ label: one.value, note: "", count: one.count, insert: `${sign}${term.key}:${quoted(one.value)}`, final: true }));
}
