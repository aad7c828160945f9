import { Icon } from "@/components/Icon";
import { ZONES, zoneHere } from "@/lib/zones";
import type { Draft } from "../draft";

type MuteTime = Draft["muteTimes"][number];

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Hours of the week in which the rule tells nobody; the alert opens all the same. */
export function MuteTimes({ times, onChange }: { times: readonly MuteTime[]; onChange: (times: MuteTime[]) => void }) {
  const put = (at: number, part: Partial<MuteTime>) => onChange(times.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="mutes">
      <legend>Mute hours</legend>
      <p className="faint small-text">In these hours it tells nobody; the alert opens all the same, and is told of when they end.</p>
      {times.map((time, at) => (
        <div key={at} className="line-of">
          <span className="seg xs" role="group" aria-label={`Mute hours ${at + 1}: days`}>
            {DAYS.map((day, number) => {
              const on = time.days.includes(number);
              return (
                <button key={day} type="button" aria-pressed={on} onClick={() => put(at, { days: on ? time.days.filter((one) => one !== number) : [...time.days, number].sort() })}>
                  {day}
                </button>
              );
            })}
          </span>
          <input className="field sm auto" type="time" required aria-label={`Mute hours ${at + 1}: from`} value={time.start} onChange={(event) => put(at, { start: event.target.value })} />
          <span>to</span>
          <input className="field sm auto" type="time" required aria-label={`Mute hours ${at + 1}: to`} value={time.end} onChange={(event) => put(at, { end: event.target.value })} />
          <input className="field sm zone" list="zones" aria-label={`Mute hours ${at + 1}: time zone`} value={time.timeZone} onChange={(event) => put(at, { timeZone: event.target.value })} />
          <button type="button" className="btn quiet icon" aria-label={`Remove mute hours ${at + 1}`} onClick={() => onChange(times.filter((_, index) => index !== at))}>
            <Icon name="bin" />
          </button>
        </div>
      ))}
      <datalist id="zones">
        {ZONES.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <button type="button" className="btn" onClick={() => onChange([...times, { days: [0, 1, 2, 3, 4, 5, 6], start: "22:00", end: "06:00", timeZone: zoneHere() }])}>
        <Icon name="plus" />
        Add mute hours
      </button>
    </fieldset>
  );
}
