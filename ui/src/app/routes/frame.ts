import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { projectsQuery } from "@/lib/projects";
import { sessionQuery } from "@/lib/session";
import { FatalPage, NotFoundPage } from "../ErrorPages";
import { piece } from "../pieces";
import { loginSearch } from "../searches";
import { Shell } from "../Shell";

/** Who one is and in which organization; everything else stands within. */

interface Context {
  client: QueryClient;
}

export const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: FatalPage });

export const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: loginSearch,
  component: lazyRouteComponent(piece(() => import("@/features/auth/components/LoginPage")), "LoginPage"),
});

export const loginLink = createRoute({
  getParentRoute: () => root,
  path: "/login/$token",
  component: lazyRouteComponent(piece(() => import("@/features/auth/components/LinkPage")), "LinkPage"),
});

export const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context: { client }, location }) => {
    const session = await client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/login", search: { to: location.href === "/" ? undefined : location.href } });
    const org = session.organizations[0];
    if (!org) throw redirect({ to: "/login", search: {} });
    const projects = await client.fetchQuery(projectsQuery(org.slug)).catch(() => []);
    const waiting = projects.length > 0 && projects.every((one) => !one.firstEvent) ? projects[0] : undefined;
    if (waiting) throw redirect({ to: "/$org/start/$project", params: { org: org.slug, project: waiting.slug } });
    throw redirect({ to: "/$org/issues", params: { org: org.slug }, search: {} });
  },
});

export const org = createRoute({
  getParentRoute: () => root,
  path: "/$org",
  beforeLoad: async ({ context: { client }, location, params }) => {
    const session = await client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/login", search: { to: location.href } });
    if (!session.organizations.some((one) => one.slug === params.org)) throw redirect({ to: "/", replace: true });
  },
  component: Shell,
});

export const orgHome = createRoute({
  getParentRoute: () => org,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/issues", params, search: {} });
  },
});
