import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { Override, Schedule } from "@/lib/api/types";
import { useCalendar } from "../api/schedules";
import { midnights, placeOf, plusDays } from "../calendar";
import { rotationWords } from "../words";
import { DutyTable } from "./DutyTable";
import { Lane, type Drawn } from "./Lane";
import type { Wanted } from "./OverrideDialog";

interface Props {
  org: string;
  schedule: Schedule;
  first: Date;
  days: number;
  now: Date;
  onMove: (days: number) => void;
  /** Missing for those who may not change it. */
  onOverride: ((wanted: Wanted) => void) | undefined;
  onTakeBack: ((override: Override) => void) | undefined;
}

const month = new Intl.DateTimeFormat("en-GB", { month: "short" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

/** Two weeks, row by row: what each layer says, what stands over it, and what will happen. */
export function Duty({ org, schedule, first, days, now, onMove, onOverride, onTakeBack }: Props) {
  const edges = midnights(first, days);
  const { data, error, refetch } = useCalendar(org, schedule.id, first, plusDays(first, days));
  if (error) return <Failure error={error} title="The calendar cannot be shown right now" retry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} label="Loading the calendar" />;
  const names = new Map(data.people.map((one) => [one.id, one.name]));
  const drawn = (startsAt: string, endsAt: string, userId: string | null, key: string): Drawn => ({ key, startsAt, endsAt, userId, name: userId ? (names.get(userId) ?? "somebody who left") : null });
  const inSight = now >= first && now < plusDays(first, days);
  const place = inSight ? placeOf(now, edges) * 100 : null;
  return (
    <section className="panel calbox" aria-label={`Two weeks from ${longDay.format(first)}`}>
      <div className="cal">
        <div className="lab head-lab">
          <button type="button" className="btn quiet icon" aria-label="A week earlier" title="A week earlier · [" onClick={() => onMove(-7)}>
            <Icon name="left" />
          </button>
          <b>{month.format(first)}</b>
          <button type="button" className="btn quiet icon" aria-label="A week later" title="A week later · ]" onClick={() => onMove(7)}>
            <Icon name="right" />
          </button>
        </div>
        <div className="lane hd" aria-hidden="true">
          {edges.slice(0, -1).map((day, index) => (
            <span key={day.getTime()} className={day.getDay() % 6 === 0 ? "day we" : "day"} style={{ left: `${(index * 100) / days}%`, width: `${100 / days}%` }}>
              {weekday.format(day)}
              <b>{day.getDate()}</b>
            </span>
          ))}
        </div>
        {data.layers.map((row, index) => (
          <Lane key={index} title={row.name} note={rotationWords(schedule.layers[index] ?? FALLBACK)} edges={edges} now={place} shifts={row.shifts.map((one) => drawn(one.startsAt, one.endsAt, one.userId, one.startsAt))} />
        ))}
        <Lane
          title="Overrides"
          note={data.overrides.length === 0 ? "drag to make one" : `${data.overrides.length} in these weeks`}
          edges={edges}
          now={place}
          shifts={data.overrides.map((one) => drawn(one.startsAt, one.endsAt, one.userId, one.id))}
          {...(onTakeBack ? { verb: "take back", onPick: (id: string) => onTakeBack(data.overrides.find((one) => one.id === id) as Override) } : {})}
          {...(onOverride ? { onDrag: (start: Date, end: Date) => onOverride({ start, end }) } : {})}
        />
        <Lane
          title="In effect"
          note="what will happen"
          edges={edges}
          now={place}
          counts
          shifts={data.inEffect.map((one) => drawn(one.startsAt, one.endsAt, one.userId, one.startsAt))}
          {...(onOverride
            ? {
                verb: "override",
                onPick: (start: string) => {
                  const shift = data.inEffect.find((one) => one.startsAt === start);
                  if (shift) onOverride({ start: new Date(shift.startsAt), end: new Date(shift.endsAt) });
                },
                onDrag: (start: Date, end: Date) => onOverride({ start, end }),
              }
            : {})}
        />
      </div>
      <DutyTable calendar={data} now={now} names={names} onTakeBack={onTakeBack} onMove={onMove} />
    </section>
  );
}

const FALLBACK = { every: 1, unit: "week", starts: "2000-01-03T00:00" } as const;
