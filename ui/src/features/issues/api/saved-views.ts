import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { SavedView } from "@/lib/api/types";

/** The shared views, then one's own. */
export const savedViewsQuery = (org: string) =>
  queryOptions({
    queryKey: ["saved-views", org],
    queryFn: ({ signal }) => get<SavedView[]>(`/organizations/${org}/views/`, undefined, signal),
    staleTime: 60_000,
  });

export type ViewText = Pick<SavedView, "name" | "query" | "sort" | "shared">;

interface SavingViews {
  create: (text: ViewText) => Promise<SavedView>;
  update: (id: string, part: Partial<ViewText>) => Promise<SavedView>;
  remove: (id: string) => Promise<void>;
}

/** Each keeps the tabs as the server has them. */
export function useSavingViews(org: string): SavingViews {
  const client = useQueryClient();
  const path = `/organizations/${org}/views/`;
  const renew = () => client.invalidateQueries({ queryKey: savedViewsQuery(org).queryKey });
  return {
    create: async (text) => {
      const made = await send<SavedView>("POST", path, text);
      await renew();
      return made;
    },
    update: async (id, part) => {
      const saved = await send<SavedView>("PUT", `${path}${id}/`, part);
      await renew();
      return saved;
    },
    remove: async (id) => {
      await send("DELETE", `${path}${id}/`);
      await renew();
    },
  };
}
