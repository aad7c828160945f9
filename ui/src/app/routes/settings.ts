/** Of projects, of the organization, and one's own. */

import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { piece } from "../pieces";
import { channelsSearch, inboundSearch } from "../searches";
import { org } from "./frame";

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

export const settingsRoutes = settings.addChildren([settingsHome, settingsProjects, settingsProject, settingsGeneral, settingsKeys, settingsPrivacy, settingsInbound, settingsLimits, settingsMembers, settingsTeams, settingsChannels, settingsTrackers, settingsTokens, settingsAlertingHealth, settingsReports, settingsProfile, settingsNotifications]);
