import type { TrackerChoices } from "@/lib/api/types";
import type { TrackerDraft } from "../trackers";
import { Field } from "@/components/Field";

interface Props {
  draft: TrackerDraft;
  /** Of the project, as it was looked up; none: it was not yet. */
  statuses: TrackerChoices["statuses"];
  onChange: (change: Partial<TrackerDraft>) => void;
}

/** Which of their statuses mean done, what ours does to theirs, and who follows whom. */
export function StatusMap({ draft, statuses, onChange }: Props) {
  const names = [...new Set([...statuses.map((one) => one.name), ...draft.doneStatuses])];
  const isDone = (name: string) => (draft.doneStatuses.length > 0 ? draft.doneStatuses.includes(name) : (statuses.find((one) => one.name === name)?.isDone ?? false));
  const turn = (name: string) => onChange({ doneStatuses: names.filter((one) => (one === name ? !isDone(one) : isDone(one))) });
  return (
    <>
      <fieldset className="formrow">
        <legend>Mean done</legend>
        <div className="scopes">
          {names.length === 0 && <p className="faint small-text">{draft.kind === "jira" ? "Whatever Jira counts as done. Look up the project to choose." : "Whatever is closed. Look up the project to choose."}</p>}
          {names.map((name) => (
            <label key={name} className="hstack">
              <input type="checkbox" className="check" checked={isDone(name)} onChange={() => turn(name)} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <StatusChoice label="When resolved here" hint="What theirs becomes." value={draft.resolveStatus} names={names.filter(isDone)} none="the first that means done" onChange={(resolveStatus) => onChange({ resolveStatus })} />
      <StatusChoice label="When it comes back" hint="What theirs becomes; a comment says why." value={draft.reopenStatus} names={names.filter((one) => !isDone(one))} none="the first that does not mean done" onChange={(reopenStatus) => onChange({ reopenStatus })} />
      <fieldset className="formrow">
        <legend>Follow</legend>
        <div className="scopes">
          <label className="hstack">
            <input type="checkbox" className="check" checked={draft.sendsStatus} onChange={(event) => onChange({ sendsStatus: event.target.checked })} />
            theirs follow ours
          </label>
          <label className="hstack">
            <input type="checkbox" className="check" checked={draft.takesStatus} onChange={(event) => onChange({ takesStatus: event.target.checked })} />
            ours follow theirs
          </label>
        </div>
      </fieldset>
    </>
  );
}

interface ChoiceProps {
  label: string;
  hint: string;
  value: string;
  names: string[];
  none: string;
  onChange: (name: string) => void;
}

function StatusChoice({ label, hint, value, names, none, onChange }: ChoiceProps) {
  const offered = value && !names.includes(value) ? [...names, value] : names;
  if (offered.length === 0) return null;
  return (
    <Field label={label} hint={hint}>
      {(props) => (
        <select {...props} className="field" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {offered.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
