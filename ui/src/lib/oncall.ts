import { useQuery } from "@tanstack/react-query";
import { get } from "./api/client";
import type { OnCall } from "./api/types";
import { when } from "./time";

/** Who is on call changes by the clock alone. */
const RENEW_MS = 60_000;

/** Every schedule that the viewer may see, now and next. */
export function useOnCall(org: string) {
  return useQuery({ queryKey: ["oncall", org, "now"], queryFn: ({ signal }) => get<OnCall[]>(`/organizations/${org}/on-call/`, undefined, signal), refetchInterval: RENEW_MS });
}

export interface Duty {
  /** `Ines Calder`, `Nobody` */
  who: string;
  /** `you, until Mon 23 Nov, 09:00`; `for good` where nothing changes within a year. */
  until: string;
  /** `then Tomek Wilk`, `then nobody`; empty where nothing changes. */
  next: string;
}

/** One schedule in words. `me` is the viewer's id. */
export function dutyOf({ user, until, nextUser }: Pick<OnCall, "user" | "until" | "nextUser">, me: string): Duty {
  const named = (id: string | undefined, name: string) => (id === me ? "you" : name);
  return {
    who: user?.name ?? "Nobody",
    until: `${user?.id === me ? "you, " : ""}${until ? `until ${when(until)}` : "for good"}`,
    next: until ? `then ${nextUser ? named(nextUser.id, nextUser.name) : "nobody"}` : "",
  };
}
