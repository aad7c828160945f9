import { FormDialog } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import type { ReplayPlan } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { count } from "@/lib/numbers";
import { useSaving } from "@/lib/saving";
import { useRenewDead, type DeadFilter } from "../api/records";
import { discard, usePlan } from "../api/replays";
import { PlanList } from "./PlanList";

/** What would be gone, then the deed. */
export function DiscardDialog({ org, filter, onClose }: { org: string; filter: DeadFilter; onClose: () => void }) {
  const { tell } = useNotices();
  const renew = useRenewDead(org);
  const saving = useSaving();
  const { data: plan, error } = usePlan(org, filter, 50);
  const problem = saving.problem ?? (error ? messageOf(error) : null);
  const go = async (ready: ReplayPlan) => {
    const done = await saving.run(async () => tell(`${count((await discard(org, filter, ready)).discarded, "dead event")} discarded`));
    if (!done) return;
    renew();
    onClose();
  };
  return (
    <FormDialog title="Discard dead events" onClose={onClose} problem={problem} keep="Keep them" action={`Discard ${plan ? count(plan.total, "dead event") : "them"}`} danger disabled={saving.busy || !plan || plan.total === 0} onSubmit={() => plan && void go(plan)}>
      {plan ? <PlanList plan={plan} /> : !error && <Skeleton lines={3} />}
      <p className="muted">They are gone for good: nobody can replay them then, and this cannot be taken back. Outcomes go on counting them as dead.</p>
    </FormDialog>
  );
}
