import { Icon } from "@/components/Icon";
import type { Policy, Target } from "@/lib/api/types";
import { minuteWords, targetWords } from "../words";

/** The steps of a policy; what tells nobody any more is a marked hole. */
export function StepTable({ policy }: { policy: Policy }) {
  return (
    <div className="step-box">
      <table>
        <thead>
          <tr>
            <th>Step</th>
            <th>Tells</th>
            <th className="n">If nobody acknowledges within</th>
          </tr>
        </thead>
        <tbody>
          {policy.steps.map((step, index) => (
            <tr key={index}>
              <td>{index + 1}</td>
              <td className="fill">
                {step.targets.map((target, at) => (
                  <span key={`${target.kind}${target.id}`}>
                    {at > 0 && ", "}
                    <Named target={target} />
                  </span>
                ))}
              </td>
              <td className="n">{minuteWords(step.minutes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Named({ target }: { target: Target }) {
  if (!target.hole) return <>{targetWords(target)}</>;
  return (
    <span className="badge warn" title={target.hole}>
      <Icon name="tri" small />
      {targetWords(target)}: {target.hole}
    </span>
  );
}
