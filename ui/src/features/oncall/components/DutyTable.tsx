import { useState } from "react";
import { Icon } from "@/components/Icon";
import type { DutyCalendar, Override } from "@/lib/api/types";
import { when } from "@/lib/time";

/** As many turns as a small screen shows before it is asked for all. */
const SHOWN = 8;

interface Props {
  calendar: DutyCalendar;
  now: Date;
  names: ReadonlyMap<string, string>;
  onTakeBack: ((override: Override) => void) | undefined;
  onMove: (days: number) => void;
}

/** What the calendar shows, in words: for screen readers everywhere, and for everybody on small screens. */
export function DutyTable({ calendar, now, names, onTakeBack, onMove }: Props) {
  const [open, setOpen] = useState(false);
  const who = (id: string | null) => (id ? (names.get(id) ?? "somebody who left") : "Nobody");
  const turns = calendar.inEffect;
  const first = Math.max(0, turns.findIndex((one) => new Date(one.endsAt) > now));
  const isFolded = (index: number) => !open && (index < first || index >= first + SHOWN);
  return (
    <div className="cal-table">
      <div className="hstack narrow-only">
        <button type="button" className="btn quiet" onClick={() => onMove(-7)}>
          <Icon name="left" />
          Earlier
        </button>
        <span className="grow" />
        <button type="button" className="btn quiet" onClick={() => onMove(7)}>
          Later
          <Icon name="right" />
        </button>
      </div>
      <table>
        <caption className="sr">Who is on call, in effect</caption>
        <thead>
          <tr>
            <th>Who</th>
            <th>From</th>
            <th className="wide-cell">To</th>
          </tr>
        </thead>
        <tbody>
          {turns.map((one, index) => {
            const override = calendar.overrides.find((other) => other.id === one.overrideId);
            return (
              <tr key={one.startsAt} className={isFolded(index) ? "folded" : undefined}>
                <td className={one.userId ? "fill" : "fill acc-text"}>
                  {who(one.userId)}
                  {override && <span className="faint"> (override)</span>}
                  {override && onTakeBack && (
                    <button type="button" className="btn quiet icon narrow-only" aria-label={`Take back the override of ${when(override.startsAt)}`} onClick={() => onTakeBack(override)}>
                      <Icon name="x" small />
                    </button>
                  )}
                </td>
                <td className="faint">{when(one.startsAt)}</td>
                <td className="faint wide-cell">{when(one.endsAt)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {turns.some((_, index) => isFolded(index)) && (
        <button type="button" className="fold narrow-only" onClick={() => setOpen(true)}>
          <Icon name="right" small />
          All {turns.length} turns of these two weeks
        </button>
      )}
    </div>
  );
}
