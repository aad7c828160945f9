import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { short } from "@/lib/numbers";
import { useOrg } from "@/lib/session";
import { useFiring, useUnsynced, useWaiting } from "./waiting";

/** The rail of small screens. */
export function TabBar({ onFind }: { onFind: () => void }) {
  const org = useOrg().slug;
  const params = { org };
  const waiting = useWaiting(org);
  const firing = useFiring(org);
  const unsynced = useUnsynced(org);
  return (
    <nav className="tabbar" aria-label="Main, small screens">
      <Link to="/$org/issues" params={params} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        <Icon name="issues" />
        Issues
        {waiting !== null && waiting > 0 && <span className="n">{short(waiting)}</span>}
      </Link>
      <Link to="/$org/alerts" params={params} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        <Icon name="alerts" />
        Alerts
        {firing !== null && firing > 0 && <span className="n">{short(firing)}</span>}
      </Link>
      <Link to="/$org/on-call" params={params} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        <Icon name="cal" />
        On call
      </Link>
      <Link to="/$org/deliveries" params={params} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        <Icon name="send" />
        Deliveries
        {unsynced !== null && unsynced > 0 && <span className="n calm">{short(unsynced)}</span>}
      </Link>
      <Link to="/$org/explore" params={params} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
        <Icon name="bars" />
        Explore
      </Link>
      <button type="button" onClick={onFind}>
        <Icon name="search" />
        Jump to
      </button>
      <Link to="/$org/settings/projects" params={params} activeProps={{}}>
        <Icon name="gear" />
        Settings
      </Link>
    </nav>
  );
}

const CURRENT = { "aria-current": "page" } as const;
