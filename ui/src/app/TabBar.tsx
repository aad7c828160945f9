import { Link, useMatchRoute } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { useOrg } from "@/lib/session";
import { MoreSheet } from "./MoreSheet";
import { IN_BAR, usePlaces } from "./places";

/** The rail of small screens: four places, and the way to the rest. */
export function TabBar({ onFind }: { onFind: () => void }) {
  const org = useOrg().slug;
  const places = usePlaces(org);
  const [more, setMore] = useState(false);
  const isAt = useMatchRoute();
  const inBar = places.slice(0, IN_BAR);
  const elsewhere = !inBar.some((one) => isAt({ to: one.to, params: { org }, fuzzy: true }));
  return (
    <nav className="tabbar" aria-label="Main, small screens">
      {inBar.map((one) => (
        <Link key={one.to} to={one.to} params={{ org }} search={{}} activeOptions={{ includeSearch: false }} activeProps={CURRENT}>
          <Icon name={one.icon} />
          {one.label}
          {one.waits && <span className={one.waits.unanswered ? "n" : "n calm"}>{one.waits.text}</span>}
        </Link>
      ))}
      <button type="button" aria-haspopup="dialog" aria-expanded={more} className={elsewhere ? "here" : undefined} onClick={() => setMore(true)}>
        <Icon name="menu" />
        More
      </button>
      {more && <MoreSheet places={places.slice(IN_BAR)} onFind={onFind} onClose={() => setMore(false)} />}
    </nav>
  );
}

const CURRENT = { "aria-current": "page" } as const;
