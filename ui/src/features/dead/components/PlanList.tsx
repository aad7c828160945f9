import { PlanRow, PlanTable } from "@/components/batch";
import type { ReplayPlan } from "@/lib/api/types";
import { reasonWords } from "@/lib/reasons";
import { exact, parsed } from "@/lib/time";

/** What is meant: how many, why they died, and when. */
export function PlanList({ plan }: { plan: ReplayPlan }) {
  const oldest = parsed(plan.oldest);
  const newest = parsed(plan.newest);
  return (
    <div className="plan">
      <PlanTable sum="In all" total={plan.total}>
        {plan.reasons.map((one) => (
          <PlanRow key={one.reason} words={reasonWords(one.reason)} quantity={one.quantity} />
        ))}
      </PlanTable>
      {oldest && newest && (
        <p className="faint small-text">
          {exact(oldest) === exact(newest) ? `Died at ${exact(oldest)}` : `Died from ${exact(oldest)} to ${exact(newest)}`}
        </p>
      )}
    </div>
  );
}
