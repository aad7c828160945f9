import { Icon } from "@/components/Icon";
import { Refusal } from "@/components/Field";
import type { OnCall } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useNotices } from "@/lib/notices";
import { useSaving } from "@/lib/saving";
import { when } from "@/lib/time";
import { askTeam, takeOver, useRenewOnCall } from "../api/schedules";
import { plusDays } from "../calendar";
import type { Wanted } from "./OverrideDialog";

interface Props {
  org: string;
  line: OnCall;
  can: boolean;
  onOverride: (wanted: Wanted) => void;
}

/** The first hole of the coming four weeks, and the ways to mend it. */
export function GapNotice({ org, line, can, onOverride }: Props) {
  const saving = useSaving();
  const { tell } = useNotices();
  const renew = useRenewOnCall(org);
  const gap = line.gaps[0];
  if (!gap) return null;
  const others = line.gapCount - 1;
  // One that does not end is for a rotation to mend; a person can take its first week.
  const end = gap.endsAt ?? plusDays(new Date(gap.startsAt), 7).toISOString();
  const take = async () => {
    await saving.run(() => takeOver(org, line.scheduleId, gap.startsAt, end), `You are on call from ${when(gap.startsAt)}`);
    await renew();
  };
  const ask = async () => {
    await saving.run(async () => {
      const { asked } = await askTeam(org, line.scheduleId, gap.startsAt, end);
      tell(`Asked by mail: ${asked.join(", ")}`);
    });
  };
  return (
    <>
      <div className="note acc gap-note" role="status">
        <Icon name="tri" />
        <span className="grow">
          <b>
            {gap.endsAt ? `${when(gap.startsAt)} to ${when(gap.endsAt)}: nobody is on call.` : `From ${when(gap.startsAt)} on, nobody is on call.`}
          </b>{" "}
          An alert that goes to this schedule then reaches nobody and waits for the next step of its policy.
          {gap.endsAt === null && " No layer covers the time after it: a rotation may have come to its end."}
          {others > 0 && ` ${count(others, "more gap")} within four weeks.`}
        </span>
        {can && (
          <span className="hstack wrap">
            <button type="button" className="btn" disabled={saving.busy} onClick={() => void take()}>
              {gap.endsAt ? "I take it" : "I take the first week"}
            </button>
            <button type="button" className="btn" disabled={saving.busy} title="A mail to those who take turns in this schedule" onClick={() => void ask()}>
              Ask the team
            </button>
            <button type="button" className="btn" onClick={() => onOverride({ start: new Date(gap.startsAt), end: new Date(end) })}>
              Somebody else…
            </button>
          </span>
        )}
      </div>
      <Refusal problem={saving.problem} />
    </>
  );
}
