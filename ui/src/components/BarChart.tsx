import { useState } from "react";
import type { Series } from "@/lib/api/types";
import { short, whole } from "@/lib/numbers";
import { day, minute } from "@/lib/time";

interface Marker {
  /** Epoch seconds. */
  at: number;
  label: string;
}

interface Props {
  series: Series;
  markers?: readonly Marker[];
  /** What one bar counts: "Events per hour". */
  label: string;
  hotSince?: number | null;
  /** Days are named by date, shorter steps by the clock. */
  daily: boolean;
}

const WIDTH = 262;
const HEIGHT = 72;

/** Bars over time with releases marked, read out by pointing or with the table behind it. */
export function BarChart({ series, markers = [], label, hotSince = null, daily }: Props) {
  const [pointed, setPointed] = useState<number | null>(null);
  const first = series[0]?.[0] ?? 0;
  const stepSeconds = (series[1]?.[0] ?? first + 1) - first;
  const end = first + stepSeconds * series.length;
  const most = Math.max(1, ...series.map(([, n]) => n));
  const step = WIDTH / Math.max(1, series.length);
  const total = series.reduce((sum, [, n]) => sum + n, 0);
  const name = (at: number) => {
    const date = new Date(at * 1000);
    return daily ? day(date, new Date()) : minute(date);
  };
  const shown = markers.filter((one) => one.at > first && one.at < end).slice(-3);
  const now = pointed === null ? undefined : series[pointed];
  const read = now ? `${name(now[0])}: ${whole(now[1])}` : total === 0 ? "none" : short(most);
  return (
    <figure>
      <svg className="chart" viewBox={`0 -16 ${WIDTH} 106`} role="img" aria-label={`${label}: ${whole(total)} in all, at most ${whole(most)}`} onPointerLeave={() => setPointed(null)}>
        <path className="gr" d={`M0 ${HEIGHT}.5H${WIDTH}M0 .5H${WIDTH}`} />
        <text x="0" y="-4">
          {read}
        </text>
        {series.map(([at, n], index) => {
          const height = n === 0 ? 1 : Math.max(2, (n / most) * (HEIGHT - 3));
          const hot = hotSince !== null && n > 0 && at + stepSeconds > hotSince;
          return <rect key={at} className={hot ? "hot" : "bar1"} x={(index * step).toFixed(1)} y={HEIGHT - height} width={(step * 0.82).toFixed(1)} height={height} rx="1" />;
        })}
        {series.map(([at], index) => (
          <rect key={at} x={index * step} y="0" width={step} height={HEIGHT} fill="transparent" onPointerEnter={() => setPointed(index)} />
        ))}
        {shown.map((one, index) => {
          const x = ((one.at - first) / (end - first)) * WIDTH;
          return (
            <g key={one.label}>
              <path className="rel" d={`M${x} 0V${HEIGHT}`} />
              {pointed === null && index === shown.length - 1 && (
                <text className="lab" x={x - 2} y="-4" textAnchor={x > WIDTH / 2 ? "end" : "start"}>
                  {one.label.length > 18 ? `${one.label.slice(0, 17)}…` : one.label}
                </text>
              )}
              <title>{`${one.label}, ${name(one.at)}`}</title>
            </g>
          );
        })}
        <text x="0" y="86">
          {name(first)}
        </text>
        <text x={WIDTH} y="86" textAnchor="end">
          {daily ? "today" : "now"}
        </text>
      </svg>
      <div className="sr">
        <table>
          <caption>{label}</caption>
          <tbody>
            {series.map(([at, n]) => (
              <tr key={at}>
                <th scope="row">{name(at)}</th>
                <td>{whole(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
