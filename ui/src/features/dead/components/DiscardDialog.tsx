import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { count } from "@/lib/numbers";
import { useRenewDead, type DeadFilter } from "../api/records";
import { discard, usePlan } from "../api/replays";
import { PlanList } from "./PlanList";

/** What would be gone, then the deed. */
export function DiscardDialog({ org, filter, onClose }: { org: string; filter: DeadFilter; onClose: () => void }) {
  const { tell } = useNotices();
  const renew = useRenewDead(org);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { data: plan, error } = usePlan(org, filter, 50);
  const problem = refusal ?? (error ? messageOf(error) : null);
  const go = async () => {
    if (!plan) return;
    setBusy(true);
    try {
      const { discarded } = await discard(org, filter, plan);
      tell(`${count(discarded, "dead event")} discarded`);
      renew();
      onClose();
    } catch (caught) {
      setRefusal(messageOf(caught));
      setBusy(false);
    }
  };
  return (
    <FormDialog title="Discard dead events" onClose={onClose} problem={problem} keep="Keep them" action={`Discard ${plan ? count(plan.total, "dead event") : "them"}`} danger disabled={busy || !plan || plan.total === 0} onSubmit={() => void go()}>
      {plan ? <PlanList plan={plan} /> : !error && <Skeleton lines={3} />}
      <p className="muted">They are gone for good: nobody can replay them then, and this cannot be taken back. Outcomes go on counting them as dead.</p>
    </FormDialog>
  );
}
