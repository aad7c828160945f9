import type { Alert } from "@/lib/api/types";
import { isUnanswered } from "@/lib/alerts";

/** Of those that nobody has answered, the one whose next step comes first. */
export function soonest(alerts: readonly Alert[]): Alert | undefined {
  return alerts
    .filter((one) => isUnanswered(one) && one.nextStepAt !== null)
    .reduce<Alert | undefined>((first, one) => (first?.nextStepAt && one.nextStepAt && Date.parse(first.nextStepAt) <= Date.parse(one.nextStepAt) ? first : one), undefined);
}
