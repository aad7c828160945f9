import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/Dialog";
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
    <Dialog open onClose={onClose} label="Re-send deliveries">
      <div className="confirm">
        <div className="hstack">
          <h2 className="grow">Re-send plan</h2>
          <span className="badge">
            <Icon name="eyeoff" small />
            nothing is sent yet
          </span>
        </div>
        {plan && part ? <PlanList plan={plan} part={part} /> : !error && <Skeleton lines={3} label="Counting" />}
        {mayPart && (
          <label className="hstack">
            <input type="checkbox" className="check" checked={leaveOut} onChange={(event) => setLeaveOut(event.target.checked)} />
            Leave out what cannot succeed unchanged
          </label>
        )}
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
        {part && <p className={part.hopeless > 0 ? "note warn" : "muted"}>{planWords(part, pace)}</p>}
        <p className="muted">Each carries its idempotency key, so that who has taken it already does not take it twice. A target whose breaker is open is waited for.</p>
        <div role="alert">{problem && <p className="note wine">{problem}</p>}</div>
        <div className="hstack end">
          <button type="button" className="btn" onClick={onClose}>
            Not now
          </button>
          {part && part.sent > 1 && (
            <button type="button" className="btn" disabled={saving.busy} title="Its answer is shown before the rest follows" onClick={() => plan && void start(plan, true)}>
              Send 1 first
            </button>
          )}
          <button type="button" className="btn pri" disabled={saving.busy || !plan || !part || part.sent === 0} onClick={() => plan && void start(plan, false)}>
            <Icon name="loop" />
            Re-send {part ? whole(part.sent) : ""}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

/** How many, by what they failed of; and of those, which the same again would not help. */
function PlanList({ plan, part }: { plan: ResendPlan; part: Parted }) {
  return (
    <div className="plan">
      <dl>
        {plan.failures.map((one) => (
          <div key={one.failure} className="row-of">
            <dt className="muted">
              {failureWords(one.failure)}
              {one.because.map((some) => (
                <p key={some.why} className="vain small-text">
                  <Icon name="tri" small className="warn" /> {some.quantity === one.quantity ? "" : `${whole(some.quantity)} of them: `}
                  {some.text}
                </p>
              ))}
            </dt>
            <dd>{whole(one.quantity)}</dd>
          </div>
        ))}
        {part.left > 0 && (
          <div className="row-of">
            <dt className="muted">Left out</dt>
            <dd className="muted">− {whole(part.left)}</dd>
          </div>
        )}
        <div className="row-of">
          <dt className="sum">Will be sent</dt>
          <dd className="sum">{whole(part.sent)}</dd>
        </div>
      </dl>
    </div>
  );
}
