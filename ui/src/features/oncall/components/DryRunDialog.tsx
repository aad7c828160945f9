import { useState } from "react";
import { Avatar } from "@/components/Avatar";
import { Dialog } from "@/components/Dialog";
import { Field } from "@/components/Field";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { DryRun, Policy, SeverityName } from "@/lib/api/types";
import { useProjects } from "@/lib/projects";
import { when } from "@/lib/time";
import { useDryRun } from "../api/policies";
import { minuteWords } from "../words";

const SEVERITIES: readonly SeverityName[] = ["critical", "high", "medium", "low"];

/** Who would be told when, if an alert opened now and nobody answered. Nothing is sent. */
export function DryRunDialog({ org, policy, onClose }: { org: string; policy: Policy; onClose: () => void }) {
  const projects = useProjects(org);
  const [severity, setSeverity] = useState<SeverityName>(policy.severities[0] ?? builtInSeverity(policy));
  const [project, setProject] = useState("");
  const question = { severity, ...(policy.id ? { policyId: policy.id } : {}), ...(project ? { project } : {}) };
  const { data, error, refetch } = useDryRun(org, question);
  return (
    <Dialog open onClose={onClose} label="Dry run" className="dialog editor">
      <div className="confirm">
        <h2>If an alert opened now</h2>
        <div>
          {policy.id && (
            <Field label="Severity" hint="People choose other ways for what is critical.">
              {(props) => (
                <select {...props} className="field" value={severity} onChange={(event) => setSeverity(event.target.value as SeverityName)}>
                  {SEVERITIES.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <Field label="Project">
            {(props) => (
              <select {...props} className="field" value={project} onChange={(event) => setProject(event.target.value)}>
                <option value="">any, without a team</option>
                {projects.map((one) => (
                  <option key={one.id} value={one.slug}>
                    {one.slug}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        {error && <Failure error={error} title="The dry run got no answer" retry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={5} />}
        {data && <Steps run={data} />}
        <div className="hstack end">
          <span className="grow faint small-text">Nothing is sent.</span>
          <button type="button" className="btn" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function Steps({ run }: { run: DryRun }) {
  return (
    <>
      <p role="status">{run.summary}</p>
      <ol className="dry">
        {run.steps
          .filter((step) => step.round === 1)
          .map((step) => (
            <li key={step.step}>
              <div className="faint small-text">
                {step.minutes === 0 ? "At once" : `After ${minuteWords(step.minutes)}`} · {when(step.at)}
              </div>
              {step.told.map((one) => (
                <div key={`${one.kind}${one.id}`} className="hstack wrap">
                  {one.kind === "user" ? <Avatar name={one.name} id={`user${one.id}`} decorative /> : <Icon name="send" />}
                  <b>{one.name}</b>
                  <span className="faint">
                    {one.because}
                    {one.ways.length > 0 && ` · ${one.ways.join(", ")}`}
                  </span>
                </div>
              ))}
              {step.holes.map((hole) => (
                <div key={hole} className="hstack warn">
                  <Icon name="tri" small />
                  {hole}
                </div>
              ))}
            </li>
          ))}
      </ol>
    </>
  );
}

function builtInSeverity(policy: Policy): SeverityName {
  return SEVERITIES.find((one) => policy.name.toLowerCase().startsWith(one)) ?? "critical";
}
