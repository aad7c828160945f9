/** What people work with: issues, alerts, and where events went. */

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { piece } from "../pieces";
import { alertsSearch, deliveriesSearch, newRuleSearch, onCallSearch, silencesSearch } from "../alert-searches";
import { deadSearch, eventsSearch, exploreSearch, issueSearch, listSearch, outcomesSearch, projectSearch } from "../searches";
import { org } from "./frame";

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

export const work = [issues, issue, issueEvent, issueEvents, alerts, alert, rules, newRule, rule, silences, explore, releases, outcomes, dead, onCall, deliveries, start] as const;
