import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ask, get, send } from "@/lib/api/client";
import type { Delivery, DeliveryDetail, DeliveryState } from "@/lib/api/types";
import { deliveriesPath } from "@/lib/deliveries";
import { isMoving } from "../words";

/** What a person has narrowed the list to; all of it stands in the address bar. */
export interface DeliveryFilter {
  /** Missing: those that have not arrived. */
  state: DeliveryState | "all" | undefined;
  kind: string | undefined;
  target: string | undefined;
  alert: string | undefined;
  issue: string | undefined;
}

const NOT_ARRIVED: readonly DeliveryState[] = ["pending", "retrying", "failed", "dead"];
const PAGE = 50;
/** What is under way changes within seconds. */
const WHILE_MOVING_MS = 3_000;
const AT_REST_MS = 20_000;

function statesOf(state: DeliveryFilter["state"]): readonly DeliveryState[] {
  if (state === undefined) return NOT_ARRIVED;
  return state === "all" ? [] : [state];
}

/** Newest first, a page at a time. */
export function useDeliveries(org: string, { state, ...rest }: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: ["deliveries", org, "list", state, rest],
    queryFn: ({ pageParam, signal }) => ask<Delivery[]>("GET", deliveriesPath(org), { query: { state: statesOf(state), tests: state === undefined ? false : undefined, ...rest, per_page: PAGE, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state: { data } }) => (data?.pages.some((page) => page.data.some(isMoving)) ? WHILE_MOVING_MS : AT_REST_MS),
  });
}

export function useDelivery(org: string, id: string) {
  return useQuery({
    queryKey: ["deliveries", org, "one", id],
    queryFn: ({ signal }) => get<DeliveryDetail>(`${deliveriesPath(org)}${id}/`, undefined, signal),
    retry: false,
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? WHILE_MOVING_MS : false),
  });
}

export const resend = (org: string, id: string) => send<DeliveryDetail>("POST", `${deliveriesPath(org)}${id}/resend/`);
export const discard = (org: string, id: string) => send<DeliveryDetail>("POST", `${deliveriesPath(org)}${id}/discard/`);
