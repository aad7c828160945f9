import type { AlertDetail, OnCall } from "@/lib/api/types";

/** The schedules that a policy tells, in the order of its steps, each once. */
export function schedulesOf(policy: Pick<AlertDetail["policy"], "steps">, lines: readonly OnCall[]): OnCall[] {
  const told = policy.steps.flatMap((step) => step.targets).filter((one) => one.kind === "schedule");
  const ids = [...new Set(told.map((one) => one.id))];
  return ids.flatMap((id) => lines.filter((one) => one.scheduleId === id));
}
