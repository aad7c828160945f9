import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Time } from "@/components/Time";
import { get } from "@/lib/api/client";
import type { Pulse } from "@/lib/api/types";
import { useLive, useThrottled } from "@/lib/live";
import { short } from "@/lib/numbers";
import { clock, span } from "@/lib/time";

const WIDTH = 176;
const HEIGHT = 20;

/** Is everything arriving? The last hour as a line, the last event, the rate, the delay. */
export function PulseLine({ org }: { org: string }) {
  const { data, error, dataUpdatedAt, refetch } = useQuery({
    queryKey: ["pulse", org],
    queryFn: ({ signal }) => get<Pulse>(`/organizations/${org}/pulse/`, undefined, signal),
    refetchInterval: 20_000,
    staleTime: 10_000,
  });
  const renew = useThrottled(3_000, () => void refetch());
  useLive(org, { issues: renew, outcomes: renew });
  const rate = data?.perMinute.at(-2) ?? data?.perMinute.at(-1) ?? 0;
  return (
    <Link className="pulse" to="/$org/outcomes" params={{ org }} search={{}} title="Is everything arriving? Open outcomes" activeProps={{}}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" fill="none" stroke="var(--ok)" strokeWidth="1.5" aria-hidden="true">
        <path vectorEffect="non-scaling-stroke" d={lineOf(data?.perMinute ?? [])} />
      </svg>
      <span className="tx">
        {data?.lastEvent ? (
          <>
            Last event <Time at={data.lastEvent} withAgo />
          </>
        ) : (
          !error && "No event yet"
        )}
        <br />
        {error ? (
          <span className="warn">No answer{data && ` since ${clock(new Date(dataUpdatedAt))}`}</span>
        ) : (
          <span className="faint">
            {short(rate)} a minute
            {data?.delaySeconds != null && ` · ${span(Math.round(data.delaySeconds * 10) / 10)} behind`}
          </span>
        )}
      </span>
    </Link>
  );
}

function lineOf(values: readonly number[]): string {
  if (values.length < 2) return `M0 ${HEIGHT - 3}H${WIDTH}`;
  const most = Math.max(1, ...values);
  const step = WIDTH / (values.length - 1);
  return values.map((n, at) => `${at === 0 ? "M" : "L"}${(at * step).toFixed(1)} ${(HEIGHT - 3 - (n / most) * (HEIGHT - 6)).toFixed(1)}`).join("");
}
