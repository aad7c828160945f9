import { Avatar } from "@/components/Avatar";
import { Failure, Skeleton } from "@/components/states";
import { count } from "@/lib/numbers";
import { useNights } from "../api/schedules";

/** How the nights of the last 90 days were shared. */
export function NightsPanel({ org, schedule }: { org: string; schedule: string }) {
  const { data, error, refetch } = useNights(org, schedule);
  if (error) return <Failure error={error} title="The nights cannot be counted right now" retry={() => void refetch()} />;
  const most = Math.max(1, ...(data ?? []).map((one) => one.nights));
  return (
    <section className="panel" aria-label="Nights">
      <header>
        <h2>Nights are shared like this</h2>
        <span className="faint">90 days</span>
      </header>
      <div className="in stack">
        {!data && <Skeleton lines={3} />}
        {data?.length === 0 && <p className="muted">Nobody is in this schedule.</p>}
        {data?.map((one) => (
          <div key={one.user.id} className="hstack">
            <Avatar name={one.user.name} id={`user${one.user.id}`} decorative />
            <span className="grow clip">{one.user.name}</span>
            <span className="meter nights" aria-hidden="true">
              <i style={{ width: `${(one.nights * 100) / most}%` }} />
            </span>
            <span className="num faint small-text nights-words">
              {count(one.nights, "night")}, woken {one.woken}×
            </span>
          </div>
        ))}
        <p className="faint small-text">By the rotation as it stands today: a night is whose it is at three, woken is an alert between 22 and 6.</p>
      </div>
    </section>
  );
}
