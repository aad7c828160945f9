import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import type { Resend, ResendPlan } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { whole } from "@/lib/numbers";
import { PACES, resendsKey, startResend, usePlan, type Chosen, type Pace } from "../api/resends";
import { failureWords, planWords } from "../words";

interface Props {
  org: string;
  chosen: Chosen;
  onStarted: () => void;
  onClose: () => void;
}

/** The plan, then the start. */
export function ResendDialog({ org, chosen, onStarted, onClose }: Props) {
  const client = useQueryClient();
  const saving = useSaving();
  const [pace, setPace] = useState<Pace>(5);
  const { data: plan, error } = usePlan(org, chosen, pace);
  const problem = saving.problem ?? (error ? messageOf(error) : null);
  const start = async (ready: ResendPlan) => {
    const started = await saving.run(async () => {
      const made = await startResend(org, chosen, ready);
      client.setQueryData<Resend[]>(resendsKey(org), (old = []) => [made, ...old]);
    });
    if (started) onStarted();
  };
  return (
    <Dialog open onClose={onClose} label="Re-send deliveries">
      <div className="confirm">
        <div className="hstack">
          <h2 className="grow">Re-send plan</h2>
          <span className="badge">
            <Icon name="eyeoff" small />
            nothing is sent yet
          </span>
        </div>
        {plan ? <PlanList plan={plan} /> : !error && <Skeleton lines={3} label="Counting" />}
        <label className="hstack rate">
          <span>At most</span>
          <select className="field" value={pace} onChange={(event) => setPace(Number(event.target.value) as Pace)}>
            {PACES.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <span>a second</span>
        </label>
        {plan && <p className={plan.hopeless > 0 ? "note warn" : "muted"}>{planWords(plan)}</p>}
        <p className="muted">Each carries its idempotency key, so that who has taken it already does not take it twice. A target whose breaker is open is waited for.</p>
        <div role="alert">{problem && <p className="note wine">{problem}</p>}</div>
        <div className="hstack end">
          <button type="button" className="btn" onClick={onClose}>
            Not now
          </button>
          <button type="button" className="btn pri" disabled={saving.busy || !plan || plan.total === 0} onClick={() => plan && void start(plan)}>
            <Icon name="loop" />
            Re-send {plan ? whole(plan.total) : ""}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** How many, by what they failed of; and of those, which the same again would not help. */
function PlanList({ plan }: { plan: ResendPlan }) {
  return (
    <div className="plan">
      <dl>
        {plan.failures.map((one) => (
          <div key={one.failure} className="row-of">
            <dt className="muted">
              {failureWords(one.failure)}
              {one.hopeless > 0 && <span className="warn"> ({one.hopeless === one.quantity ? "cannot succeed unchanged" : `${whole(one.hopeless)} cannot succeed unchanged`})</span>}
            </dt>
            <dd>{whole(one.quantity)}</dd>
          </div>
        ))}
        <div className="row-of">
          <dt className="sum">Will be sent</dt>
          <dd className="sum">{whole(plan.total)}</dd>
        </div>
      </dl>
    </div>
  );
}
