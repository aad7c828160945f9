import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { PipelineAction, PipelineBody, PipelineMatch, PipelineRule, PipelineTrial, PipelineVersion } from "@/lib/api/types";

const base = (org: string, project: string) => `/projects/${org}/${project}/pipeline-rules/`;
const key = (org: string, project: string) => ["pipeline-rules", org, project];

/** In the order in which they are asked. */
export function useInboundRules(org: string, project: string) {
  return useQuery({ queryKey: key(org, project), queryFn: ({ signal }) => get<PipelineRule[]>(base(org, project), undefined, signal) });
}

export function useRuleVersions(org: string, project: string, id: string) {
  return useQuery({ queryKey: [...key(org, project), id, "versions"], queryFn: ({ signal }) => get<PipelineVersion[]>(`${base(org, project)}${id}/versions/`, undefined, signal) });
}

export interface Question {
  match: PipelineMatch;
  action: PipelineAction;
  days: number;
}

/** What a rule that is not saved would have done to stored events. */
export function useRuleTrial(org: string, project: string, question: Question, enabled: boolean) {
  return useQuery({
    queryKey: ["pipeline-trial", org, project, question],
    queryFn: () => send<PipelineTrial>("POST", `${base(org, project)}try/`, question),
    enabled,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
}

/** Changes to the list; each leaves it as the server has it then. */
export function useInboundChanges(org: string, project: string) {
  const client = useQueryClient();
  const path = base(org, project);
  const renew = () => client.invalidateQueries({ queryKey: key(org, project) });
  return {
    create: async (body: PipelineBody) => {
      const made = await send<PipelineRule>("POST", path, body);
      await renew();
      return made;
    },
    change: async (id: string, body: Partial<PipelineBody>) => {
      await send("PUT", `${path}${id}/`, body);
      await renew();
    },
    remove: async (id: string) => {
      await send("DELETE", `${path}${id}/`);
      await renew();
    },
    order: async (rules: readonly PipelineRule[]) => {
      client.setQueryData(key(org, project), rules);
      try {
        client.setQueryData(key(org, project), await send<PipelineRule[]>("PUT", `${path}order/`, { ids: rules.map((one) => one.id) }));
      } catch (error) {
        await renew();
        throw error;
      }
    },
  };
}
