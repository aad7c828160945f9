import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { get, rememberCsrf, send } from "./api/client";
import { Problem } from "./api/problem";
import type { Membership, Role, Session, User } from "./api/types";

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session | null> => {
    try {
      return remember(await get<Session>("/auth/"));
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
});

function remember(session: Session): Session | null {
  rememberCsrf(session.csrfToken ?? "");
  return session.user ? session : null;
}

export async function signIn(email: string, password: string): Promise<Session | null> {
  return remember(await send<Session>("POST", "/auth/login/", { email, password }));
}

export async function signInByLink(token: string): Promise<Session | null> {
  return remember(await send<Session>("POST", "/auth/link/", { token }));
}

/** Ends the session here and forgets everything that was read in it. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await send("POST", "/auth/logout/");
    client.clear();
    window.location.assign("/login");
  };
}

/** The signed-in person. Only for pages behind the sign-in. */
export function useMe(): User {
  const { data } = useQuery(sessionQuery);
  return data?.user ?? { id: "", email: "", name: "" };
}

export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data;
}

/** The organization of the address bar, with this person's role in it. */
export function useOrg(): Membership {
  const { org = "" } = useParams({ strict: false });
  const { data } = useQuery(sessionQuery);
  return data?.organizations.find((one) => one.slug === org) ?? { id: "", slug: org, name: org, role: "viewer" };
}

const RANK: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** Whether this person's role reaches `least`. The server decides; this only explains beforehand. */
export function useCan(least: Role): boolean {
  return RANK[useOrg().role] >= RANK[least];
}

/** Why a viewer may not do what a member may. */
export const MEMBERS_ONLY = "A member of this organization may do this";

/** For the buttons that change something: shut for viewers, with the reason. */
export function useMembersOnly(): { disabled?: boolean; title?: string } {
  return useCan("member") ? {} : { disabled: true, title: MEMBERS_ONLY };
}
