import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { IssueLink, IssueLinks } from "@/lib/api/types";

const WHILE_UNDER_WAY_MS = 2_000;

const base = (org: string, issue: string) => `/organizations/${org}/issues/${encodeURIComponent(issue)}/links/`;

/** The links of an issue, looked at again while one of them is still being made or followed up. */
export function useLinks(org: string, issue: string) {
  return useQuery({
    queryKey: ["links", org, issue],
    queryFn: ({ signal }) => get<IssueLinks>(base(org, issue), undefined, signal),
    refetchInterval: ({ state }) => (state.data?.links.some(isUnderWay) ? WHILE_UNDER_WAY_MS : false),
  });
}

export function isUnderWay(link: IssueLink): boolean {
  return link.delivery?.state === "pending" || link.delivery?.state === "retrying";
}

/** What a person can do about links; each looks at the issue's links and activity again. */
export function useLinkChanges(org: string, issue: string) {
  const client = useQueryClient();
  const then = async (done: Promise<unknown>) => {
    try {
      await done;
    } finally {
      await Promise.all(["links", "activity", "issue"].map((key) => client.invalidateQueries({ queryKey: [key, org] })));
    }
  };
  return {
    make: (tracker: string) => then(send("POST", base(org, issue), { tracker })),
    link: (tracker: string, key: string) => then(send("POST", base(org, issue), { tracker, key })),
    sync: (id: string) => then(send("POST", `${base(org, issue)}${id}/sync/`)),
    unlink: (id: string) => then(send("DELETE", `${base(org, issue)}${id}/`)),
  };
}
