import { Refusal } from "@/components/Field";
import { Failure, Skeleton } from "@/components/states";
import type { SeverityName } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { useOrg } from "@/lib/session";
import { saveMatrix, useMatrix, usePolicies } from "../api/policies";
import { useRenewOnCall } from "../api/schedules";

const SEVERITIES: readonly [SeverityName, string, string][] = [
  ["critical", "Critical", "Built in: page at once"],
  ["high", "High", "Built in: chat"],
  ["medium", "Medium", "Built in: mail"],
  ["low", "Low", "Built in: daily summary"],
];

/** Which policy each severity takes, where a rule names none. */
export function MatrixPanel({ can }: { can: boolean }) {
  const org = useOrg().slug;
  const { data: matrix, error, refetch } = useMatrix(org);
  const { data: policies = [] } = usePolicies(org);
  const saving = useSaving();
  const renew = useRenewOnCall(org);
  const made = policies.filter((one) => one.id !== null);
  if (error) return <Failure error={error} title="The severities cannot be shown right now" retry={() => void refetch()} />;
  const choose = async (severity: SeverityName, policy: string) => {
    await saving.run(() => saveMatrix(org, { ...matrix, [severity]: policy || null }), "Saved");
    await renew();
  };
  return (
    <section className="panel" aria-label="Severities">
      <header>
        <h2>Severities</h2>
        <span className="faint clip">where a rule names no policy</span>
      </header>
      <div className="in">
        {!matrix && <Skeleton lines={4} />}
        {matrix &&
          SEVERITIES.map(([severity, label, builtIn]) => (
            <label key={severity} className="hstack matrix-row">
              <span className="grow">{label}</span>
              <select className="field sm" disabled={!can || saving.busy} value={matrix[severity] ?? ""} onChange={(event) => void choose(severity, event.target.value)}>
                <option value="">{builtIn}</option>
                {made.map((one) => (
                  <option key={one.id} value={one.id ?? ""}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          ))}
        <Refusal problem={saving.problem} />
      </div>
    </section>
  );
}
