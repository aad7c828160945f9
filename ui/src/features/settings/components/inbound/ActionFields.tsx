import { useQuery } from "@tanstack/react-query";
import type { PipelineAction } from "@/lib/api/types";
import { membersQuery, teamsQuery } from "@/lib/projects";
import { ACTIONS, LEVELS, SEVERITIES, type ActionKind } from "../../inbound-words";
import { Field } from "@/components/Field";

interface Props {
  org: string;
  action: PipelineAction;
  disabled: boolean;
  onChange: (action: PipelineAction) => void;
}

const FIRST: Partial<Record<ActionKind, Partial<PipelineAction>>> = { sample: { share: 0.1 }, level: { value: "warning" }, severity: { value: "high" } };

/** What becomes of them. */
export function ActionFields({ org, action, disabled, onChange }: Props) {
  const choose = (kind: ActionKind) => onChange({ kind, share: 0, value: "", userId: null, teamId: null, ...FIRST[kind] });
  return (
    <>
      <Field label="Then" hint={ACTIONS.find((one) => one.kind === action.kind)?.hint}>
        {(props) => (
          <select className="field" value={action.kind} disabled={disabled} onChange={(event) => choose(event.target.value as ActionKind)} {...props}>
            {ACTIONS.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {action.kind === "sample" && (
        <Field label="Keep, in percent">
          {(props) => (
            <input
              className="field qty"
              type="number"
              min={0.1}
              max={99.9}
              step="any"
              required
              disabled={disabled}
              value={Number((action.share * 100).toFixed(3))}
              onChange={(event) => onChange({ ...action, share: Math.min(1, Math.max(0, Number(event.target.value) / 100)) })}
              {...props}
            />
          )}
        </Field>
      )}
      {(action.kind === "level" || action.kind === "severity") && (
        <Field label={action.kind === "level" ? "Level" : "Severity"}>
          {(props) => (
            <select className="field" value={action.value} disabled={disabled} onChange={(event) => onChange({ ...action, value: event.target.value })} {...props}>
              {(action.kind === "level" ? LEVELS : SEVERITIES).map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      {action.kind === "route" && (
        <Field label="Route" hint="Letters, digits, dots, dashes: payments">
          {(props) => <input className="field mono" required maxLength={100} disabled={disabled} value={action.value} onChange={(event) => onChange({ ...action, value: event.target.value })} {...props} />}
        </Field>
      )}
      {action.kind === "owner" && <Owner org={org} action={action} disabled={disabled} onChange={onChange} />}
    </>
  );
}

function Owner({ org, action, disabled, onChange }: Props) {
  const members = useQuery(membersQuery(org)).data ?? [];
  const teams = useQuery(teamsQuery(org)).data ?? [];
  const value = action.teamId ? `team:${action.teamId}` : action.userId ? `user:${action.userId}` : "";
  const choose = (text: string) => {
    const [kind, id = null] = text.split(":");
    onChange({ ...action, userId: kind === "user" ? id : null, teamId: kind === "team" ? id : null });
  };
  return (
    <Field label="Owner">
      {(props) => (
        <select className="field" required value={value} disabled={disabled} onChange={(event) => choose(event.target.value)} {...props}>
          <option value="">Choose a team or a member</option>
          {teams.map((one) => (
            <option key={one.id} value={`team:${one.id}`}>
              {one.name || one.slug}, team
            </option>
          ))}
          {members
            .filter((one) => one.user)
            .map((one) => (
              <option key={one.id} value={`user:${one.user.id}`}>
                {one.name || one.email}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
