import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import { span } from "@/lib/time";
import type { DeadFilter } from "../api/records";
import { RATES, startReplay, usePlan, type Rate } from "../api/replays";
import { PlanList } from "./PlanList";

/** The plan, then the start. */
export function ReplayDialog({ org, filter, onClose }: { org: string; filter: DeadFilter; onClose: () => void }) {
  const client = useQueryClient();
  const [rate, setRate] = useState<Rate>(50);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { data: plan, error } = usePlan(org, filter, rate);
  const problem = refusal ?? (error ? messageOf(error) : null);
  const start = async () => {
    if (!plan) return;
    setBusy(true);
    try {
      client.setQueryData(["dead-replays", org], await startReplay(org, filter, plan));
      onClose();
    } catch (caught) {
      setRefusal(messageOf(caught));
      setBusy(false);
    }
  };
  return (
    <FormDialog title="Replay dead events" onClose={onClose} problem={problem} keep="Not now" action="Start the replay" disabled={busy || !plan || plan.total === 0} onSubmit={() => void start()}>
      {plan ? <PlanList plan={plan} /> : !error && <Skeleton lines={3} />}
      <label className="hstack rate">
        <span>At most</span>
        <select className="field" value={rate} onChange={(event) => setRate(Number(event.target.value) as Rate)}>
          {RATES.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        <span>a second</span>
      </label>
      <p className="muted">
        {plan && plan.total > 0 && <>It takes about {span(Math.max(1, Math.round(plan.seconds)))}. </>}
        What comes through is stored; what fails again stays here with its new reason. New events are processed meanwhile.
      </p>
    </FormDialog>
  );
}
