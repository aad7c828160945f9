import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { Field } from "@/components/Field";
import { Icon } from "@/components/Icon";
import type { Policy, PolicyStep } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { savePolicy, useTargets } from "../api/policies";
import { useRenewOnCall } from "../api/schedules";
import { StepFields } from "./StepFields";

const MAX_STEPS = 10;
const HELD = [
  [0, "until resolved"],
  [30, "30 min"],
  [60, "1 h"],
  [240, "4 h"],
  [1440, "a day"],
] as const;

/** A policy as a person writes it. */
export function PolicyDialog({ org, policy, onClose }: { org: string; policy?: Policy; onClose: () => void }) {
  const saving = useSaving();
  const renew = useRenewOnCall(org);
  const { data: targets = [] } = useTargets(org);
  const [name, setName] = useState(policy?.name ?? "");
  const [steps, setSteps] = useState<PolicyStep[]>(policy?.steps ?? [{ targets: [], minutes: 15 }]);
  const [repeats, setRepeats] = useState(policy?.repeats ?? 2);
  const [held, setHeld] = useState(policy?.acknowledgedMinutes ?? 0);
  const save = async () => {
    const body = {
      name,
      repeats,
      acknowledgedMinutes: held,
      steps: steps.map((step) => ({ minutes: step.minutes, targets: step.targets.map(({ kind, id }) => ({ kind, id })) })),
    };
    if (await saving.run(() => savePolicy(org, policy?.id ?? undefined, body), `Policy ${name} saved`)) {
      await renew();
      onClose();
    }
  };
  return (
    <FormDialog title={policy ? `Edit ${policy.name}` : "New policy"} size="editor" onClose={onClose} problem={saving.problem} action="Save the policy" disabled={saving.busy} onSubmit={() => void save()}>
      <Field label="Name">{(props) => <input {...props} className="field" required maxLength={100} value={name} placeholder="Shop core" onChange={(event) => setName(event.target.value)} />}</Field>
      {steps.map((step, index) => (
        <StepFields
          key={index}
          number={index + 1}
          step={step}
          targets={targets}
          onChange={(changed) => setSteps(steps.map((one, at) => (at === index ? changed : one)))}
          onRemove={() => setSteps(steps.filter((_, at) => at !== index))}
        />
      ))}
      <div>
        <button type="button" className="btn" disabled={steps.length >= MAX_STEPS} onClick={() => setSteps([...steps, { targets: [], minutes: 15 }])}>
          <Icon name="plus" />
          Add a step
        </button>
      </div>
      <div>
        <Field label="After the last step" hint="A policy stops by itself; the time line of the alert says so.">
          {(props) => (
            <select {...props} className="field" value={repeats} onChange={(event) => setRepeats(Number(event.target.value))}>
              {[0, 1, 2, 3, 4, 5].map((one) => (
                <option key={one} value={one}>
                  {one === 0 ? "stop" : `begin again, ${one}×`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Acknowledged for" hint="Then it escalates again.">
          {(props) => (
            <select {...props} className="field" value={held} onChange={(event) => setHeld(Number(event.target.value))}>
              {!HELD.some(([minutes]) => minutes === held) && <option value={held}>{held} min</option>}
              {HELD.map(([minutes, label]) => (
                <option key={minutes} value={minutes}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
