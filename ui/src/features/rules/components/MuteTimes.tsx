import { HoursFields } from "@/components/HoursFields";
import { ZoneField } from "@/components/ZoneField";
import { zoneHere } from "@/lib/zones";
import type { Draft } from "../draft";

type MuteTime = Draft["muteTimes"][number];

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

/** Hours of the week in which the rule tells nobody; the alert opens all the same. */
export function MuteTimes({ times, onChange }: { times: readonly MuteTime[]; onChange: (times: MuteTime[]) => void }) {
  const zone = times[0]?.timeZone ?? zoneHere();
  return (
    <div className="formrow">
      <span className="wl">Mute hours</span>
      <div>
        {/* Each keeps the zone that it has; those that are added take the first one's. */}
        <HoursFields
          hours={times.map((one) => ({ ...one, days: one.days ?? EVERY_DAY }))}
          onChange={(hours) => onChange(hours.map((one) => ({ timeZone: zone, ...one })))}
          label="Mute hours"
          add="Add mute hours"
          fresh={{ days: EVERY_DAY, start: "22:00", end: "06:00" }}
        />
        {times.length > 0 && <ZoneField aria-label="Time zone of the mute hours" className="field sm zone" value={zone} onChange={(event) => onChange(times.map((one) => ({ ...one, timeZone: event.target.value })))} />}
        <p className="faint small-text">In these hours it tells nobody. The alert opens all the same, and is told of when they end.</p>
      </div>
    </div>
  );
}
