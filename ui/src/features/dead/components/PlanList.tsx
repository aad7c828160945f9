import type { ReplayPlan } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";
import { exact, parsed } from "@/lib/time";

/** What is meant: how many, why they died, and when. */
export function PlanList({ plan }: { plan: ReplayPlan }) {
  const oldest = parsed(plan.oldest);
  const newest = parsed(plan.newest);
  return (
    <div className="plan">
      <dl>
        {plan.reasons.map((one) => (
          <div key={one.reason} className="row-of">
            <dt className="muted">{reasonWords(one.reason)}</dt>
            <dd>{whole(one.quantity)}</dd>
          </div>
        ))}
        <div className="row-of">
          <dt className="sum">In all</dt>
          <dd className="sum">{whole(plan.total)}</dd>
        </div>
      </dl>
      {oldest && newest && (
        <p className="faint small-text">
          {exact(oldest) === exact(newest) ? `Died at ${exact(oldest)}` : `Died from ${exact(oldest)} to ${exact(newest)}`}
        </p>
      )}
    </div>
  );
}
