import { Icon } from "@/components/Icon";
import type { PersonalRules, Way } from "@/lib/api/types";

interface Props {
  label: string;
  email: string;
  channels: PersonalRules["channels"];
  ways: readonly Way[];
  onChange: (ways: Way[]) => void;
}

/** By what one is told, and after how long. */
export function WayFields({ label, email, channels, ways, onChange }: Props) {
  const change = (index: number, part: Partial<Way>) => onChange(ways.map((one, at) => (at === index ? { ...one, ...part } : one)));
  const nameOf = (id: string) => channels.some((one) => one.id === id);
  return (
    <fieldset className="formrow">
      <legend>{label}</legend>
      <div className="stack">
        {ways.map((way, index) => (
          <div key={index} className="hstack wrap">
            <select className="field sm auto" aria-label={`${label}, way ${index + 1}`} value={way.channel ?? ""} onChange={(event) => change(index, { channel: event.target.value || null })}>
              <option value="">mail to {email}</option>
              {channels.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}, {one.isOwn ? "yours" : one.organization}
                  {one.isActive ? "" : " (switched off)"}
                </option>
              ))}
              {way.channel && !nameOf(way.channel) && <option value={way.channel}>a channel that is gone</option>}
            </select>
            <label className="hstack">
              <span className="faint">after</span>
              <input className="field sm qty" type="number" min={0} max={1440} required value={way.minutes ?? 0} onChange={(event) => change(index, { minutes: Number(event.target.value) })} />
              <span className="faint">min</span>
            </label>
            {ways.length > 1 && (
              <button type="button" className="btn quiet icon" aria-label={`Take out way ${index + 1} of ${label.toLowerCase()}`} onClick={() => onChange(ways.filter((_, at) => at !== index))}>
                <Icon name="x" />
              </button>
            )}
          </div>
        ))}
        <button type="button" className="btn quiet" disabled={ways.length >= 10} onClick={() => onChange([...ways, { channel: null, minutes: (ways[ways.length - 1]?.minutes ?? 0) + 5 }])}>
          <Icon name="plus" />
          Another way
        </button>
      </div>
    </fieldset>
  );
}
