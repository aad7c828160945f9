import { memo } from "react";
import type { Series } from "@/lib/api/types";

interface Props {
  series: Series;
  /** Days in words, for screen readers: "Events per day, 14 days". */
  label: string;
  /** Bars in the accent: the issue is new or back, and nobody has answered. `null` for none, else the epoch it began. */
  hotSince: number | null;
}

const WIDTH = 104;
const HEIGHT = 24;

/** Bars of one issue; the numbers stand in its label. */
export const Spark = memo(function Spark({ series, label, hotSince }: Props) {
  const step = WIDTH / Math.max(1, series.length);
  const most = Math.max(1, ...series.map(([, n]) => n));
  return (
    <svg className="spark c-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={`${label}: ${series.map(([, n]) => n).join(", ")}`}>
      {series.map(([at, n], index) => {
        const height = n === 0 ? 1.5 : Math.max(2.2, (n / most) * HEIGHT);
        const next = series[index + 1]?.[0] ?? Infinity;
        const hot = hotSince !== null && n > 0 && next > hotSince;
        return <rect key={at} className={hot ? "hot" : undefined} x={(index * step).toFixed(1)} y={HEIGHT - height} width={(step * 0.8).toFixed(1)} height={height} rx="1" />;
      })}
    </svg>
  );
});
