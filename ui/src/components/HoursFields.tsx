import type { Hours } from "@/lib/api/types";
import { Icon } from "./Icon";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

interface Props {
  hours: readonly Hours[];
  onChange: (hours: Hours[]) => void;
  /** What they are: `Quiet hours`. */
  label: string;
  add: string;
  fresh: Hours;
}

/** Hours of the week, any number of them. */
export function HoursFields({ hours, onChange, label, add, fresh }: Props) {
  const change = (index: number, part: Partial<Hours>) => onChange(hours.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <div className="stack">
      {hours.map((one, index) => (
        <fieldset key={index} className="hours hstack wrap">
          <legend className="sr">
            {label} {index + 1}
          </legend>
          <span className="days">
            {DAYS.map((name, day) => (
              <label key={name}>
                <input
                  type="checkbox"
                  checked={one.days.includes(day)}
                  onChange={(event) => change(index, { days: event.target.checked ? [...one.days, day].sort() : one.days.filter((other) => other !== day) })}
                />
                <span>{name}</span>
              </label>
            ))}
          </span>
          <input className="field sm auto" type="time" aria-label="from" required value={one.start} onChange={(event) => change(index, { start: event.target.value })} />
          <span className="faint">{one.end <= one.start ? "to, the next day," : "to"}</span>
          <input className="field sm auto" type="time" aria-label="to" required value={one.end} onChange={(event) => change(index, { end: event.target.value })} />
          <button type="button" className="btn quiet icon" aria-label={`Take out ${label.toLowerCase()} ${index + 1}`} onClick={() => onChange(hours.filter((_, at) => at !== index))}>
            <Icon name="x" />
          </button>
        </fieldset>
      ))}
      <button type="button" className="btn quiet" onClick={() => onChange([...hours, fresh])}>
        <Icon name="plus" />
        {add}
      </button>
    </div>
  );
}
