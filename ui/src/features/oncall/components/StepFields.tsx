import { Icon } from "@/components/Icon";
import type { PolicyStep, Target } from "@/lib/api/types";
import { targetWords } from "../words";

interface Props {
  number: number;
  step: PolicyStep;
  /** All that may be told. */
  targets: readonly Target[];
  onChange: (step: PolicyStep) => void;
  onRemove: () => void;
}

const KINDS: readonly [Target["kind"], string][] = [
  ["project", "The project"],
  ["schedule", "Schedules"],
  ["user", "People"],
  ["team", "Teams"],
  ["channel", "Channels"],
];

/** One step: whom it tells, and how long it waits for an answer. */
export function StepFields({ number, step, targets, onChange, onRemove }: Props) {
  const same = (one: Target, other: Target) => one.kind === other.kind && one.id === other.id;
  const left = targets.filter((one) => !step.targets.some((chosen) => same(one, chosen)));
  const add = (key: string) => {
    const found = targets.find((one) => `${one.kind}:${one.id}` === key);
    if (found) onChange({ ...step, targets: [...step.targets, found] });
  };
  return (
    <fieldset className="layer">
      <legend className="sr">Step {number}</legend>
      <div className="hstack wrap">
        <b>{number}</b>
        {step.targets.map((target) => (
          <span key={`${target.kind}${target.id}`} className={target.hole ? "tag person warn" : "tag person"} title={target.hole ?? undefined}>
            {targetWords(target)}
            <button type="button" aria-label={`Take ${targetWords(target)} out of step ${number}`} onClick={() => onChange({ ...step, targets: step.targets.filter((one) => !same(one, target)) })}>
              <Icon name="x" small />
            </button>
          </span>
        ))}
        <select className="field sm auto whom" aria-label={`Whom step ${number} tells`} value="" onChange={(event) => add(event.target.value)}>
          <option value="">Tell…</option>
          {KINDS.map(([kind, label]) => {
            const some = left.filter((one) => one.kind === kind);
            return (
              some.length > 0 && (
                <optgroup key={kind} label={label}>
                  {some.map((one) => (
                    <option key={one.id} value={`${one.kind}:${one.id}`}>
                      {one.name}
                      {one.hole ? ` (${one.hole})` : ""}
                    </option>
                  ))}
                </optgroup>
              )
            );
          })}
        </select>
        <span className="grow" />
        <label className="hstack">
          <span className="faint">then wait</span>
          <input className="field sm qty" type="number" min={1} max={1440} required value={step.minutes} onChange={(event) => onChange({ ...step, minutes: Number(event.target.value) })} />
          <span className="faint">min</span>
        </label>
        <button type="button" className="btn quiet icon" aria-label={`Take out step ${number}`} onClick={onRemove}>
          <Icon name="bin" />
        </button>
      </div>
    </fieldset>
  );
}
