import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PaceField, PlanRow, PlanTable } from "@/components/batch";
import { FormDialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import type { Resend, ResendPlan } from "@/lib/api/types";
import { failureWords } from "@/lib/failures";
import { whole } from "@/lib/numbers";
import { useSaving } from "@/lib/saving";
import { PACES, resendsKey, startResend, usePlan, type Chosen, type Pace } from "../api/resends";
import { parted, planWords, type Parted } from "../words";

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
  const [leaveOut, setLeaveOut] = useState(true);
  const { data: plan, error } = usePlan(org, chosen, pace);
  const problem = saving.problem ?? (error ? messageOf(error) : null);
  const part = plan && parted(plan, leaveOut);
  const mayPart = plan !== undefined && parted(plan, true).left > 0;
  const start = async (ready: ResendPlan, oneFirst: boolean) => {
    const started = await saving.run(async () => {
      const made = await startResend(org, chosen, ready, { leaveOut: parted(ready, leaveOut).left > 0, oneFirst });
      client.setQueryData<Resend[]>(resendsKey(org), (old = []) => [made, ...old]);
    });
    if (started) onStarted();
  };
  return (
    <FormDialog
      title="Re-send deliveries"
      badge={
        <>
          <Icon name="eyeoff" small />
          nothing is sent yet
        </>
      }
      onClose={onClose}
      problem={problem}
      keep="Not now"
      other={
        part &&
        part.sent > 1 && (
          <button type="button" className="btn" disabled={saving.busy} title="Its answer is shown before the rest follows" onClick={() => plan && void start(plan, true)}>
            Send 1 first
          </button>
        )
      }
      action={
        <>
          <Icon name="loop" />
          Re-send {part ? whole(part.sent) : ""}
        </>
      }
      disabled={saving.busy || !plan || !part || part.sent === 0}
      onSubmit={() => plan && void start(plan, false)}
    >
      {plan && part ? <PlanList plan={plan} part={part} /> : !error && <Skeleton lines={3} label="Counting" />}
      {mayPart && (
        <label className="hstack">
          <input type="checkbox" className="check" checked={leaveOut} onChange={(event) => setLeaveOut(event.target.checked)} />
          Leave out what cannot succeed unchanged
        </label>
      )}
      <PaceField value={pace} options={PACES} onChange={setPace} />
      {part && <p className={part.hopeless > 0 ? "note warn" : "muted"}>{planWords(part, pace)}</p>}
      <p className="muted">Each carries its idempotency key, so that who has taken it already does not take it twice. A target whose breaker is open is waited for.</p>
    </FormDialog>
  );
}

/** How many, by what they failed of; and of those, which the same again would not help. */
function PlanList({ plan, part }: { plan: ResendPlan; part: Parted }) {
  return (
    <div className="plan">
      <PlanTable leftOut={part.left} sum="Will be sent" total={part.sent}>
        {plan.failures.map((one) => (
          <PlanRow key={one.failure} words={failureWords(one.failure)} quantity={one.quantity}>
            {one.because.map((some) => (
              <p key={some.why} className="vain small-text">
                <Icon name="tri" small className="warn" /> {some.quantity === one.quantity ? "" : `${whole(some.quantity)} of them: `}
                {some.text}
              </p>
            ))}
          </PlanRow>
        ))}
      </PlanTable>
    </div>
  );
}
