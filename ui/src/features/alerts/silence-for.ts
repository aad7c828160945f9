import type { Alert } from "@/lib/api/types";
import { matcherOf } from "@/lib/alerts";

/** What a silence would have to match to hold back this alert and those like it. */
export function silenceFor(alert: Pick<Alert, "labels" | "rule">): string {
  return matcherOf(alert.labels) || matcherOf({ rule: alert.rule.name });
}
