import { queryOptions } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { RuleTemplate } from "@/lib/api/types";

export const templatesQuery = (org: string) =>
  queryOptions({ queryKey: ["rule-templates", org], queryFn: ({ signal }) => get<RuleTemplate[]>(`/organizations/${org}/rules/templates/`, undefined, signal), staleTime: 5 * 60_000, retry: false });
