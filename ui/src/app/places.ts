import type { IconName } from "@/components/Icon";
import { matches } from "@/lib/issues";
import { short } from "@/lib/numbers";
import { useFiring, useUnsynced, useWaiting } from "./waiting";

/** What waits at a place. */
export interface Waits {
  text: string;
  title: string;
  /** Whether nobody has answered it yet: the only thing that the accent says. */
  unanswered: boolean;
}

export interface Place {
  to: "/$org/issues" | "/$org/alerts" | "/$org/on-call" | "/$org/deliveries" | "/$org/explore" | "/$org/releases" | "/$org/outcomes";
  label: string;
  icon: IconName;
  keys: string;
  waits: Waits | null;
}

/** How many of them the bar of small screens shows; the rest is under More. */
export const IN_BAR = 4;

/** The places of an organization in the order of the rail, each with what waits there. */
export function usePlaces(org: string): Place[] {
  const waiting = waits(useWaiting(org), "that nobody has taken", true, matches);
  const firing = waits(useFiring(org), "that nobody has answered", true);
  const unsynced = waits(useUnsynced(org), "that have not arrived", false);
  return [
    { to: "/$org/issues", label: "Issues", icon: "issues", keys: "g i", waits: waiting },
    { to: "/$org/alerts", label: "Alerts", icon: "alerts", keys: "g a", waits: firing },
    { to: "/$org/on-call", label: "On call", icon: "cal", keys: "g c", waits: null },
    { to: "/$org/deliveries", label: "Deliveries", icon: "send", keys: "g d", waits: unsynced },
    { to: "/$org/explore", label: "Explore", icon: "bars", keys: "g e", waits: null },
    { to: "/$org/releases", label: "Releases", icon: "tag", keys: "g r", waits: null },
    { to: "/$org/outcomes", label: "Outcomes", icon: "flow", keys: "g o", waits: null },
  ];
}

function waits(count: number | null, which: string, unanswered: boolean, words = short): Waits | null {
  return count === null || count === 0 ? null : { text: words(count), title: `${words(count)} ${which}`, unanswered };
}
