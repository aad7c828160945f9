import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PaceField } from "@/components/batch";
import { FormDialog } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import type { ReplayPlan } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { span } from "@/lib/time";
import type { DeadFilter } from "../api/records";
import { RATES, startReplay, usePlan, type Rate } from "../api/replays";
import { PlanList } from "./PlanList";

/** The plan, then the start. */
export function ReplayDialog({ org, filter, onClose }: { org: string; filter: DeadFilter; onClose: () => void }) {
  const client = useQueryClient();
  const saving = useSaving();
  const [rate, setRate] = useState<Rate>(50);
  const { data: plan, error } = usePlan(org, filter, rate);
  const problem = saving.problem ?? (error ? messageOf(error) : null);
  const start = async (ready: ReplayPlan) => {
    const started = await saving.run(async () => client.setQueryData(["dead-replays", org], await startReplay(org, filter, ready)));
    if (started) onClose();
  };
  return (
    <FormDialog title="Replay dead events" onClose={onClose} problem={problem} keep="Not now" action="Start the replay" disabled={saving.busy || !plan || plan.total === 0} onSubmit={() => plan && void start(plan)}>
      {plan ? <PlanList plan={plan} /> : !error && <Skeleton lines={3} label="Counting" />}
      <PaceField value={rate} options={RATES} onChange={setRate} />
      <p className="muted">
        {plan && plan.total > 0 && <>It takes about {span(Math.max(1, Math.round(plan.seconds)))}. </>}
        What comes through is stored; what fails again stays here with its new reason. New events are processed meanwhile.
      </p>
    </FormDialog>
  );
}
