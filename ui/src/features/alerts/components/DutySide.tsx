import { Link } from "@tanstack/react-router";
import type { AlertDetail } from "@/lib/api/types";
import { dutyOf, useOnCall } from "@/lib/oncall";
import { useCan, useMe } from "@/lib/session";
import { schedulesOf } from "../schedules-of";
import { DutyLine } from "./DutyLine";

/** Who is on call now in the schedules that this alert's policy tells, and the way to hand over. */
export function DutySide({ org, alert }: { org: string; alert: AlertDetail }) {
  const me = useMe();
  const may = useCan("member");
  const { data } = useOnCall(org);
  const lines = data && schedulesOf(alert.policy, data);
  const first = lines?.[0];
  return (
    <div className="side">
      <header>
        <h2>On call now</h2>
        <Link className="link faint" to="/$org/on-call" params={{ org }} search={first ? { schedule: first.scheduleId } : {}}>
          {data?.length === 1 ? "Schedule" : "Schedules"}
        </Link>
      </header>
      {!lines && <span className="skel" />}
      {lines && !first && <p className="faint">{data?.length === 0 ? "No schedule says: the policy tells people by name, team or project." : "This policy tells no schedule."}</p>}
      <ul>{lines?.map((line) => <DutyLine key={line.scheduleId} org={org} line={line} duty={dutyOf(line, me.id)} />)}</ul>
      {first && may && alert.status !== "resolved" && (
        <Link className="btn hand-over" to="/$org/on-call" params={{ org }} search={{ schedule: first.scheduleId, make: "override" }}>
          Hand over…
        </Link>
      )}
    </div>
  );
}
