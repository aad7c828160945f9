import { useQuery } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { DryRun, Policy, PolicyBody, SeverityName, SeverityPolicies, Target } from "@/lib/api/types";

const base = (org: string) => `/organizations/${org}/policies/`;

export function usePolicies(org: string) {
  return useQuery({ queryKey: ["oncall", org, "policies"], queryFn: ({ signal }) => get<Policy[]>(base(org), undefined, signal) });
}

/** All that a step may tell. */
export function useTargets(org: string) {
  return useQuery({ queryKey: ["oncall", org, "targets"], queryFn: ({ signal }) => get<Target[]>(`${base(org)}targets/`, undefined, signal) });
}

export function useMatrix(org: string) {
  return useQuery({ queryKey: ["oncall", org, "matrix"], queryFn: ({ signal }) => get<SeverityPolicies>(`/organizations/${org}/severity-policies/`, undefined, signal) });
}

export interface Question {
  policyId?: string | null;
  severity: SeverityName;
  project?: string;
}

/** Who would be told, if an alert opened now. Asked anew each time. */
export function useDryRun(org: string, question: Question) {
  return useQuery({
    queryKey: ["dry-run", org, question],
    queryFn: () => send<DryRun>("POST", `${base(org)}dry-run/`, question),
    gcTime: 0,
    staleTime: 0,
    placeholderData: (old) => old,
  });
}

export function savePolicy(org: string, id: string | undefined, body: PolicyBody): Promise<Policy> {
  return id ? send("PUT", `${base(org)}${id}/`, body) : send("POST", base(org), body);
}

export function deletePolicy(org: string, id: string): Promise<null> {
  return send("DELETE", `${base(org)}${id}/`);
}

export function saveMatrix(org: string, matrix: SeverityPolicies): Promise<SeverityPolicies> {
  return send("PUT", `/organizations/${org}/severity-policies/`, matrix);
}
