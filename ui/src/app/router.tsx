import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { projectsQuery } from "@/lib/projects";
import { sessionQuery } from "@/lib/session";
import { FatalPage, NotFoundPage } from "./ErrorPages";
import { piece } from "./pieces";
import { alertsSearch, channelsSearch, deadSearch, deliveriesSearch, eventsSearch, exploreSearch, inboundSearch, issueSearch, listSearch, loginSearch, newRuleSearch, onCallSearch, outcomesSearch, projectSearch, silencesSearch } from "./searches";
import { parseSearch, stringifySearch } from "./search-params";
import { Shell } from "./Shell";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: FatalPage });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: loginSearch,
  component: lazyRouteComponent(piece(() => import("@/features/auth/components/LoginPage")), "LoginPage"),
});

const loginLink = createRoute({
  getParentRoute: () => root,
  path: "/login/$token",
  component: lazyRouteComponent(piece(() => import("@/features/auth/components/LinkPage")), "LinkPage"),
});

const home = createRoute({
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

const org = createRoute({
  getParentRoute: () => root,
  path: "/$org",
  beforeLoad: async ({ context: { client }, location, params }) => {
    const session = await client.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: "/login", search: { to: location.href } });
    if (!session.organizations.some((one) => one.slug === params.org)) throw redirect({ to: "/", replace: true });
  },
  component: Shell,
});

const orgHome = createRoute({
  getParentRoute: () => org,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/issues", params, search: {} });
  },
});

const issues = createRoute({
  getParentRoute: () => org,
  path: "/issues",
  validateSearch: listSearch,
  component: lazyRouteComponent(piece(() => import("@/features/issues/components/IssueListPage")), "IssueListPage"),
});

const issuePage = piece(() => import("@/features/issue/components/IssuePage"));

const issue = createRoute({
  getParentRoute: () => org,
  path: "/issues/$issue",
  validateSearch: issueSearch,
  component: lazyRouteComponent(issuePage, "IssuePage"),
});

const issueEvent = createRoute({
  getParentRoute: () => org,
  path: "/issues/$issue/events/$event",
  validateSearch: issueSearch,
  component: lazyRouteComponent(issuePage, "IssuePage"),
});

const issueEvents = createRoute({
  getParentRoute: () => org,
  path: "/issues/$issue/events",
  validateSearch: eventsSearch,
  component: lazyRouteComponent(piece(() => import("@/features/issue/components/EventsPage")), "EventsPage"),
});

const alerts = createRoute({
  getParentRoute: () => org,
  path: "/alerts",
  validateSearch: alertsSearch,
  component: lazyRouteComponent(piece(() => import("@/features/alerts/components/AlertsPage")), "AlertsPage"),
});

const alert = createRoute({
  getParentRoute: () => org,
  path: "/alerts/$alert",
  component: lazyRouteComponent(piece(() => import("@/features/alerts/components/AlertPage")), "AlertPage"),
});

const rules = createRoute({
  getParentRoute: () => org,
  path: "/alerts/rules",
  validateSearch: projectSearch,
  component: lazyRouteComponent(piece(() => import("@/features/rules/components/RulesPage")), "RulesPage"),
});

const rulePage = piece(() => import("@/features/rules/components/RulePage"));

const newRule = createRoute({
  getParentRoute: () => org,
  path: "/alerts/rules/new",
  validateSearch: newRuleSearch,
  component: lazyRouteComponent(rulePage, "NewRulePage"),
});

const rule = createRoute({
  getParentRoute: () => org,
  path: "/alerts/rules/$rule",
  component: lazyRouteComponent(rulePage, "RulePage"),
});

const silences = createRoute({
  getParentRoute: () => org,
  path: "/alerts/silences",
  validateSearch: silencesSearch,
  component: lazyRouteComponent(piece(() => import("@/features/silences/components/SilencesPage")), "SilencesPage"),
});

const explore = createRoute({
  getParentRoute: () => org,
  path: "/explore",
  validateSearch: exploreSearch,
  component: lazyRouteComponent(piece(() => import("@/features/explore/components/ExplorePage")), "ExplorePage"),
});

const releases = createRoute({
  getParentRoute: () => org,
  path: "/releases",
  validateSearch: projectSearch,
  component: lazyRouteComponent(piece(() => import("@/features/releases/components/ReleasesPage")), "ReleasesPage"),
});

const outcomes = createRoute({
  getParentRoute: () => org,
  path: "/outcomes",
  validateSearch: outcomesSearch,
  component: lazyRouteComponent(piece(() => import("@/features/outcomes/components/OutcomesPage")), "OutcomesPage"),
});

const dead = createRoute({
  getParentRoute: () => org,
  path: "/outcomes/dead",
  validateSearch: deadSearch,
  component: lazyRouteComponent(piece(() => import("@/features/dead/components/DeadPage")), "DeadPage"),
});

const onCall = createRoute({
  getParentRoute: () => org,
  path: "/on-call",
  validateSearch: onCallSearch,
  component: lazyRouteComponent(piece(() => import("@/features/oncall/components/OnCallPage")), "OnCallPage"),
});

const deliveries = createRoute({
  getParentRoute: () => org,
  path: "/deliveries",
  validateSearch: deliveriesSearch,
  component: lazyRouteComponent(piece(() => import("@/features/deliveries/components/DeliveriesPage")), "DeliveriesPage"),
});

const start = createRoute({
  getParentRoute: () => org,
  path: "/start/$project",
  component: lazyRouteComponent(piece(() => import("@/features/first-run/components/StartPage")), "StartPage"),
});

const settings = createRoute({
  getParentRoute: () => org,
  path: "/settings",
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/settings/projects", params });
  },
});

const settingsProjects = createRoute({
  getParentRoute: () => settings,
  path: "/projects",
  component: lazyRouteComponent(piece(() => import("@/features/settings/components/ProjectsPage")), "ProjectsPage"),
});

const settingsProject = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/$org/settings/projects/$project/general", params });
  },
});

const projectPage = piece(() => import("@/features/settings/components/project-pages"));

const settingsGeneral = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project/general",
  component: lazyRouteComponent(projectPage, "GeneralPage"),
});

const settingsKeys = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project/keys",
  component: lazyRouteComponent(projectPage, "KeysPage"),
});

const settingsPrivacy = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project/privacy",
  component: lazyRouteComponent(projectPage, "PrivacyPage"),
});

const settingsInbound = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project/inbound-rules",
  validateSearch: inboundSearch,
  component: lazyRouteComponent(piece(() => import("@/features/settings/components/inbound/InboundPage")), "InboundPage"),
});

const settingsLimits = createRoute({
  getParentRoute: () => settings,
  path: "/projects/$project/limits",
  component: lazyRouteComponent(projectPage, "LimitsPage"),
});

const peoplePage = piece(() => import("@/features/settings/components/people-pages"));

const settingsMembers = createRoute({
  getParentRoute: () => settings,
  path: "/members",
  component: lazyRouteComponent(peoplePage, "MembersPage"),
});

const settingsTeams = createRoute({
  getParentRoute: () => settings,
  path: "/teams",
  component: lazyRouteComponent(peoplePage, "TeamsPage"),
});

const settingsChannels = createRoute({
  getParentRoute: () => settings,
  path: "/channels",
  validateSearch: channelsSearch,
  component: lazyRouteComponent(piece(() => import("@/features/settings/components/channels/ChannelsPage")), "ChannelsPage"),
});

const settingsTrackers = createRoute({
  getParentRoute: () => settings,
  path: "/trackers",
  component: lazyRouteComponent(piece(() => import("@/features/settings/components/TrackersPage")), "TrackersPage"),
});

const settingsTokens = createRoute({
  getParentRoute: () => settings,
  path: "/tokens",
  component: lazyRouteComponent(peoplePage, "TokensPage"),
});

const settingsAlertingHealth = createRoute({
  getParentRoute: () => settings,
  path: "/alerting-health",
  component: lazyRouteComponent(peoplePage, "AlertingHealthPage"),
});

const settingsReports = createRoute({
  getParentRoute: () => settings,
  path: "/reports",
  component: lazyRouteComponent(peoplePage, "ReportsPage"),
});

const settingsProfile = createRoute({
  getParentRoute: () => settings,
  path: "/profile",
  component: lazyRouteComponent(peoplePage, "ProfilePage"),
});

const settingsNotifications = createRoute({
  getParentRoute: () => settings,
  path: "/notifications",
  component: lazyRouteComponent(piece(() => import("@/features/settings/components/NotificationsPage")), "NotificationsPage"),
});

const routes = root.addChildren([
  home,
  login,
  loginLink,
  org.addChildren([
    orgHome,
    issues,
    issue,
    issueEvent,
    issueEvents,
    alerts,
    alert,
    rules,
    newRule,
    rule,
    silences,
    explore,
    releases,
    outcomes,
    dead,
    onCall,
    deliveries,
    start,
    settings.addChildren([
      settingsHome,
      settingsProjects,
      settingsProject,
      settingsGeneral,
      settingsKeys,
      settingsPrivacy,
      settingsInbound,
      settingsLimits,
      settingsMembers,
      settingsTeams,
      settingsChannels,
      settingsTrackers,
      settingsTokens,
      settingsAlertingHealth,
      settingsReports,
      settingsProfile,
      settingsNotifications,
    ]),
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { client },
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: FatalPage,
  });
}

/** Fetches the pages that were not needed yet, so that a later click waits for data only, and a lost server or an
 * upgrade meanwhile cannot leave a click without its page. */
export function fetchPages(router: ReturnType<typeof makeRouter>): void {
  for (const route of Object.values(router.routesById)) {
    void route.options.component?.preload?.()?.catch(() => {});
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
