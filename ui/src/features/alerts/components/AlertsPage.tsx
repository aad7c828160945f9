import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "@/components/Page";
import { short } from "@/lib/numbers";
import { useAlertCounts, useLiveAlerts } from "@/lib/alerts";
import { useOrg } from "@/lib/session";
import type { AlertFilter, Tab } from "../api/list";
import { AlertListBody } from "./AlertListBody";
import { Narrow } from "./Narrow";
import { Needs } from "./Needs";
import { OnDuty, OnDutyButton } from "./OnDuty";

const TABS: readonly { id: Tab; label: string }[] = [
  { id: "unanswered", label: "Unanswered" },
  { id: "acknowledged", label: "Acknowledged" },
  { id: "resolved", label: "Resolved" },
  { id: "all", label: "All" },
];

/** What needs me, and who is told next? */
export function AlertsPage() {
  const org = useOrg().slug;
  const search = useSearch({ from: "/$org/alerts" });
  const navigate = useNavigate({ from: "/$org/alerts" });
  const counts = useAlertCounts(org);
  const live = useLiveAlerts(org);
  const filter: AlertFilter = {
    tab: search.show ?? "unanswered",
    severity: search.severity ? [search.severity] : [],
    project: search.project ? [search.project] : [],
    rule: search.rule,
  };
  const numbers: Partial<Record<Tab, number | undefined>> = { unanswered: counts?.firing, acknowledged: counts?.acknowledged };
  return (
    <Page
      title="Alerts"
      actions={
        <>
          <OnDutyButton org={org} />
          <Narrow org={org} severity={search.severity} project={search.project} rule={search.rule} onChange={(part) => void navigate({ search: (old) => ({ ...old, ...part }) })} />
        </>
      }
    >
      <Needs org={org} />
      <OnDuty org={org} />
      <nav className="viewbar" aria-label="Which alerts">
        <div className="views">
          {TABS.map(({ id, label }) => (
            <Link key={id} to="/$org/alerts" params={{ org }} search={{ ...search, show: id === "unanswered" ? undefined : id }} activeOptions={{ exact: true, explicitUndefined: true }} activeProps={{}} {...(filter.tab === id ? { "aria-current": "page" } : {})}>
              {label}
              {numbers[id] !== undefined && <span className="num">{short(numbers[id])}</span>}
            </Link>
          ))}
        </div>
      </nav>
      <AlertListBody key={org} org={org} filter={filter} live={live} />
    </Page>
  );
}
