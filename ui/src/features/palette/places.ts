import type { IconName } from "@/components/Icon";
import type { Project } from "@/lib/api/types";

export interface Place {
  id: string;
  label: string;
  note: string;
  icon: IconName;
  href: string;
  keys?: string;
}

/** Everywhere a person can go in an organization. */
export function placesOf(org: string, projects: readonly Project[]): Place[] {
  const at = (path: string) => `/${org}/${path}`;
  const fixed: Place[] = [
    { id: "issues", label: "Issues", note: "", icon: "issues", href: at("issues"), keys: "g i" },
    { id: "mine", label: "Issues with you", note: "", icon: "issues", href: at("issues?query=is:unresolved+assigned:me") },
    { id: "alerts", label: "Alerts", note: "", icon: "alerts", href: at("alerts"), keys: "g a" },
    { id: "rules", label: "Alert rules", note: "alerts", icon: "alerts", href: at("alerts/rules") },
    { id: "new-rule", label: "New alert rule", note: "alerts", icon: "plus", href: at("alerts/rules/new") },
    { id: "silences", label: "Silences, maintenance, inhibitions", note: "alerts", icon: "belloff", href: at("alerts/silences") },
    { id: "oncall", label: "On call: schedules and policies", note: "", icon: "cal", href: at("on-call"), keys: "g c" },
    { id: "deliveries", label: "Deliveries: what has not arrived", note: "", icon: "send", href: at("deliveries"), keys: "g d" },
    { id: "explore", label: "Explore: search whole events", note: "", icon: "bars", href: at("explore"), keys: "g e" },
    { id: "releases", label: "Releases", note: "", icon: "tag", href: at("releases"), keys: "g r" },
    { id: "outcomes", label: "Outcomes: where did my events go", note: "", icon: "flow", href: at("outcomes"), keys: "g o" },
    { id: "dead", label: "Dead events: replay or discard", note: "outcomes", icon: "flow", href: at("outcomes/dead") },
    { id: "projects", label: "Projects", note: "settings", icon: "gear", href: at("settings/projects"), keys: "g s" },
    { id: "members", label: "Members", note: "settings", icon: "users", href: at("settings/members") },
    { id: "teams", label: "Teams", note: "settings", icon: "users", href: at("settings/teams") },
    { id: "channels", label: "Channels: where messages go", note: "settings", icon: "chat", href: at("settings/channels") },
    { id: "trackers", label: "Trackers: Jira, GitHub, GitLab", note: "settings", icon: "link", href: at("settings/trackers") },
    { id: "alerting-health", label: "Alerting health: is anybody told", note: "settings", icon: "alerts", href: at("settings/alerting-health") },
    { id: "tokens", label: "API tokens", note: "settings", icon: "key", href: at("settings/tokens") },
    { id: "notifications", label: "Notifications: how you are told", note: "you", icon: "send", href: at("settings/notifications") },
    { id: "reports", label: "Reports: a day or a week in one mail", note: "you", icon: "mail", href: at("settings/reports") },
    { id: "profile", label: "Profile, password and theme", note: "you", icon: "user", href: at("settings/profile") },
  ];
  const ofProjects = projects.flatMap((project): Place[] => [
    { id: `p${project.id}`, label: `Issues of ${project.slug}`, note: "project", icon: "issues", href: at(`issues?project=${project.slug}`) },
    { id: `k${project.id}`, label: `Keys of ${project.slug}`, note: "DSN", icon: "key", href: at(`settings/projects/${project.slug}/keys`) },
    { id: `r${project.id}`, label: `Privacy of ${project.slug}`, note: "rules", icon: "eyeoff", href: at(`settings/projects/${project.slug}/privacy`) },
    { id: `f${project.id}`, label: `Inbound rules of ${project.slug}`, note: "filters", icon: "flow", href: at(`settings/projects/${project.slug}/inbound-rules`) },
    { id: `a${project.id}`, label: `Alert rules of ${project.slug}`, note: "alerts", icon: "alerts", href: at(`alerts/rules?project=${project.slug}`) },
    { id: `c${project.id}`, label: `Alert me of critical errors in ${project.slug}`, note: "new rule", icon: "plus", href: at(`alerts/rules/new?template=critical-errors&project=${project.slug}`) },
    { id: `l${project.id}`, label: `Limits of ${project.slug}`, note: "settings", icon: "gear", href: at(`settings/projects/${project.slug}/limits`) },
  ]);
  return [...fixed, ...ofProjects];
}

/** Every word must occur; places that begin with the text come first. */
export function matching(places: readonly Place[], text: string, most: number): Place[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = places.filter((one) => words.every((word) => `${one.label} ${one.note}`.toLowerCase().includes(word)));
  const starts = (one: Place) => Number(!one.label.toLowerCase().startsWith(text.trim().toLowerCase()));
  return [...found].sort((a, b) => starts(a) - starts(b)).slice(0, most);
}
