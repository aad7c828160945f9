import { Problem, messageOf } from "@/lib/api/problem";
import type { RuleDryRun } from "@/lib/api/types";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/states";
import { count, whole } from "@/lib/numbers";
import { FiringChart } from "./FiringChart";

interface Props {
  dry: RuleDryRun | undefined;
  error: Error | null;
  busy: boolean;
  days: number;
  onDays: (days: number) => void;
}

const DAYS = [1, 7, 14, 30] as const;

/** What the rule would have done on what is stored. It follows what is typed. */
export function DryRunPanel({ dry, error, busy, days, onDays }: Props) {
  return (
    <aside className="dry" aria-label="Dry run" aria-busy={busy}>
      <header className="hstack">
        <h2 className="grow">Dry run</h2>
        <span className="seg xs" role="group" aria-label="How far back">
          {DAYS.map((one) => (
            <button key={one} type="button" aria-pressed={one === days} onClick={() => onDays(one)}>
              {one} d
            </button>
          ))}
        </span>
      </header>
      {error && error instanceof Problem && error.status === 400 ? (
        <p className="muted">When the rule makes sense, its past stands here.</p>
      ) : error ? (
        <p className="note warn">
          <Icon name="tri" /> The dry run cannot be done right now: {messageOf(error)} The rule can be saved all the same.
        </p>
      ) : dry ? (
        <Told dry={dry} days={days} />
      ) : (
        <Skeleton lines={4} label="Looking at what is stored" />
      )}
    </aside>
  );
}

function Told({ dry, days }: { dry: RuleDryRun; days: number }) {
  return (
    <>
      <p className="dry-say" role="status">
        In the last {count(days, "day")} this rule <b>{dry.summary}</b>.
      </p>
      <FiringChart dry={dry} />
      <p className="faint small-text">
        {count(dry.events, "stored event")} looked at.{dry.note && ` ${dry.note}`}
        {dry.times > dry.firings.length && ` The latest ${whole(dry.firings.length)} are shown.`}
      </p>
    </>
  );
}
