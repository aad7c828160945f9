import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Empty, Failure, Skeleton } from "@/components/states";
import type { OnCall, Override, Schedule } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { useNow } from "@/lib/now";
import { useOnCall } from "@/lib/oncall";
import { useCan, useOrg } from "@/lib/session";
import { useCalendar, useSchedules } from "../api/schedules";
import { ownZone, plusDays, weekOf } from "../calendar";
import { Duty } from "./Duty";
import { FeedMenu } from "./FeedMenu";
import { GapNotice } from "./GapNotice";
import { NightsPanel } from "./NightsPanel";
import { NowRow } from "./NowRow";
import { OverrideDialog, type Wanted } from "./OverrideDialog";
import { PoliciesPanel } from "./PoliciesPanel";
import { MatrixPanel } from "./MatrixPanel";
import { ScheduleDialog } from "./ScheduleDialog";
import { ScheduleMenu } from "./ScheduleMenu";
import { TakeBackDialog } from "./TakeBackDialog";

const DAYS = 14;

/** Who is on call, now and in the coming weeks; and who is told in which order. */
export function OnCallPage() {
  const org = useOrg().slug;
  const { schedule: wanted, make } = useSearch({ from: "/$org/on-call" });
  const lines = useOnCall(org);
  const schedules = useSchedules(org);
  const can = useCan("member");
  const [making, setMaking] = useState(make === "schedule");
  const current = schedules.data?.find((one) => one.id === wanted) ?? schedules.data?.[0];
  const line = lines.data?.find((one) => one.scheduleId === current?.id);
  const error = lines.error ?? schedules.error;
  if (current && line && lines.data) return <Filled key={current.id} schedule={current} line={line} lines={lines.data} schedules={schedules.data ?? []} can={can} />;
  const again = () => void Promise.all([lines.refetch(), schedules.refetch()]);
  return (
    <Page title="On call">
      <div className="pad">
        {error ? (
          <Failure error={error} title="Who is on call cannot be shown right now" retry={again}>
            Alerts are sent all the same.
          </Failure>
        ) : schedules.data?.length === 0 ? (
          <Empty
            title="No schedule says who is on call"
            actions={
              can && (
                <button type="button" className="btn pri" onClick={() => setMaking(true)}>
                  <Icon name="plus" />
                  Make a schedule
                </button>
              )
            }
          >
            Until there is one, what is critical goes to everybody who cares for its project. A schedule takes turns: say who, from when, and how long a turn lasts.
          </Empty>
        ) : (
          <Skeleton lines={8} label="Loading who is on call" />
        )}
        {!error && schedules.data?.length === 0 && <Telling can={can} />}
      </div>
      {making && can && <ScheduleDialog org={org} onClose={() => setMaking(false)} />}
    </Page>
  );
}

interface FilledProps {
  schedule: Schedule;
  line: OnCall;
  lines: readonly OnCall[];
  schedules: readonly Schedule[];
  can: boolean;
}

function Filled({ schedule, line, lines, schedules, can }: FilledProps) {
  const org = useOrg().slug;
  const { from, make } = useSearch({ from: "/$org/on-call" });
  const navigate = useNavigate({ from: "/$org/on-call" });
  const now = useNow();
  const first = from ? weekOf(new Date(from * 1000)) : weekOf(now);
  const calendar = useCalendar(org, schedule.id, first, plusDays(first, DAYS));
  const [override, setOverride] = useState<Wanted | null>(can && make === "override" ? {} : null);
  const [takingBack, setTakingBack] = useState<Override | null>(null);
  const closeOverride = () => {
    setOverride(null);
    if (make) void navigate({ search: (old) => ({ ...old, make: undefined }), replace: true });
  };
  const move = (days: number) => void navigate({ search: (old) => ({ ...old, from: Math.floor(plusDays(first, days).getTime() / 1000) }) });
  useKeys({ n: () => setOverride({}), "[": () => move(-7), "]": () => move(7), t: () => void navigate({ search: (old) => ({ ...old, from: undefined }) }) }, can);
  return (
    <Page
      title="On call"
      crumbs={
        <Path>
          <h1>On call</h1>
          <Menu
            label="Schedule"
            align="start"
            trigger={
              <button type="button" className="btn quiet here" aria-label={`Schedule: ${schedule.name}`}>
                <span className="clip">{schedule.name}</span>
                <Icon name="down" small />
              </button>
            }
          >
            <MenuChoice value={schedule.id} onChange={(id) => void navigate({ search: (old) => ({ ...old, schedule: id }) })} options={schedules.map((one) => ({ value: one.id, label: one.name, note: one.timeZone }))} />
          </Menu>
        </Path>
      }
      actions={
        <>
          <span className="wide faint small-text clip" title={zoneWords(schedule.timeZone)}>
            {zoneWords(schedule.timeZone)}
          </span>
          <FeedMenu org={org} schedule={schedule} can={can} />
          {can && <ScheduleMenu org={org} schedule={schedule} />}
          {can && (
            <button type="button" className="btn pri" onClick={() => setOverride({})}>
              <Icon name="plus" />
              Override <kbd>n</kbd>
            </button>
          )}
        </>
      }
    >
      <div className="pad oncall">
        <NowRow line={line} others={lines.filter((one) => one !== line)} />
        <GapNotice org={org} line={line} can={can} onOverride={setOverride} />
        <Duty
          org={org}
          schedule={schedule}
          first={first}
          days={DAYS}
          now={now}
          onMove={move}
          onOverride={can ? setOverride : undefined}
          onTakeBack={can ? setTakingBack : undefined}
        />
        {/* Under the calendar, whose height is known with it: nothing moves away under a pointer. */}
        <div className="two" hidden={calendar.isPending}>
          <PoliciesPanel can={can} />
          <div className="stack">
            <NightsPanel org={org} schedule={schedule.id} />
            <MatrixPanel can={can} />
          </div>
        </div>
      </div>
      {override && <OverrideDialog org={org} schedule={schedule} wanted={override} onClose={closeOverride} />}
      {takingBack && <TakeBackDialog org={org} schedule={schedule} override={takingBack} onClose={() => setTakingBack(null)} />}
    </Page>
  );
}

function Telling({ can }: { can: boolean }) {
  return (
    <div className="two">
      <PoliciesPanel can={can} />
      <MatrixPanel can={can} />
    </div>
  );
}

function zoneWords(zone: string): string {
  const own = ownZone();
  return own === zone ? `Times in ${own}, yours` : `Times in ${own}, yours; handed over by ${zone}`;
}
