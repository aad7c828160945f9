import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, send } from "@/lib/api/client";
import type { RuleDryRun, Policy, Rule } from "@/lib/api/types";
import { nameOf, type Draft } from "../draft";

const base = (org: string) => `/organizations/${org}/rules/`;

export const rulesQuery = (org: string, project?: string) =>
  queryOptions({ queryKey: ["rules", org, project ?? null], queryFn: ({ signal }) => get<Rule[]>(base(org), { project }, signal), staleTime: 10_000 });

export const ruleQuery = (org: string, id: string) =>
  queryOptions({ queryKey: ["rule", org, id], queryFn: ({ signal }) => get<Rule>(`${base(org)}${id}/`, undefined, signal), retry: false, staleTime: 0 });

/** Those that a rule may name, to choose from; empty where there are none yet. */
export function usePolicies(org: string): Policy[] {
  const { data = [] } = useQuery({ queryKey: ["policies", org], queryFn: ({ signal }) => get<Policy[]>(`/organizations/${org}/policies/`, undefined, signal), staleTime: 60_000, retry: false });
  return data.filter((one) => one.id !== null);
}

export function createRule(org: string, draft: Draft): Promise<Rule> {
  return send("POST", base(org), { ...draft, name: nameOf(draft) });
}

export function updateRule(org: string, id: string, part: object): Promise<Rule> {
  return send("PUT", `${base(org)}${id}/`, part);
}

export function deleteRule(org: string, id: string): Promise<unknown> {
  return send("DELETE", `${base(org)}${id}/`);
}

/** Until when it opens no alert; null: it does again at once. */
export function snoozeRule(org: string, id: string, until: string | null): Promise<Rule> {
  return send("POST", `${base(org)}${id}/snooze/`, { until });
}

/** Looks at all rules, and at what they have fired, again. */
export function useRenewRules(org: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ["rules", org] });
    void client.invalidateQueries({ queryKey: ["rule", org] });
    void client.invalidateQueries({ queryKey: ["alerts", org] });
  };
}

/** The value once it has stood still for `ms`. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(JSON.parse(text) as T), ms);
    return () => window.clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

const TYPING_MS = 500;

/** When the rule would have fired on what is stored of the last `days`. Follows the draft once it stands still. */
export function useDryRun(org: string, draft: Draft, days: number) {
  const wanted = { ...draft, name: "unsaved", days };
  const settled = useSettled(wanted, TYPING_MS);
  const { data, error, isFetching } = useQuery({
    queryKey: ["rule-dry-run", org, settled],
    queryFn: () => send<RuleDryRun>("POST", `${base(org)}dry-run/`, settled),
    placeholderData: (old) => old,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
  /** `busy`: what is shown is of an earlier draft. */
  return { data, error, busy: isFetching || JSON.stringify(wanted) !== JSON.stringify(settled) };
}
