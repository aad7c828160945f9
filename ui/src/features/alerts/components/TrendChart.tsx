import { useState } from "react";
import type { AlertTrend } from "@/lib/api/types";
import { day, minute } from "@/lib/time";
import { figureOf, HEIGHT, isPast, isShown, linesOf, MOMENTS, path, scaleOf, summaryOf, valueWords, WIDTH, type Scale } from "../trend";

interface Props {
  trend: AlertTrend;
  /** Somebody has answered: nothing takes the accent. */
  calm: boolean;
}

/** A line over time with the limit across it, or bars of events; what happened to the alert is marked above. */
export function TrendChart({ trend, calm }: Props) {
  const [pointed, setPointed] = useState<number | null>(null);
  const scale = scaleOf(trend);
  const step = (trend.step / (trend.end - trend.start)) * WIDTH;
  const isLong = trend.end - trend.start > 86_400;
  const name = (at: number) => (isLong ? `${day(new Date(at * 1000), new Date())} ${minute(new Date(at * 1000))}` : minute(new Date(at * 1000)));
  const now = pointed === null ? undefined : trend.points[pointed];
  const read = now ? `${name(now[0])}: ${valueWords(now[1], trend.kind === "events" ? null : trend.measure)}` : figureOf(trend);
  return (
    <svg className={calm ? "chart calm" : "chart"} viewBox={`0 -30 ${WIDTH} 120`} role="img" aria-label={summaryOf(trend)} onPointerLeave={() => setPointed(null)}>
      <text x="0" y="-20">
        {read}
      </text>
      <path className="gr" d={`M0 ${HEIGHT}.5H${WIDTH}`} />
      {trend.kind === "events" ? <Bars trend={trend} scale={scale} step={step} /> : <Line trend={trend} scale={scale} />}
      <Limits trend={trend} scale={scale} />
      <Moments trend={trend} scale={scale} />
      {trend.points.map(([at], index) => (
        <rect key={at} x={scale.x(at)} y="0" width={step} height={HEIGHT} fill="transparent" onPointerEnter={() => setPointed(index)} />
      ))}
      <text x="0" y="86">
        {name(trend.start)}
      </text>
      <text x={WIDTH} y="86" textAnchor="end">
        {name(trend.end)}
      </text>
    </svg>
  );
}

function Bars({ trend, scale, step }: { trend: AlertTrend; scale: Scale; step: number }) {
  return trend.points.map(([at, value]) => {
    const height = value ? Math.max(2, HEIGHT - scale.y(value)) : 1;
    return <rect key={at} className="bar1" x={scale.x(at).toFixed(1)} y={HEIGHT - height} width={(step * 0.82).toFixed(1)} height={height} rx="1" />;
  });
}

function Line({ trend, scale }: { trend: AlertTrend; scale: Scale }) {
  const base = scale.y(Math.max(0, scale.lowest));
  const over = linesOf({ ...trend, points: trend.points.map(([at, value]) => [at, value !== null && isPast(value, trend) ? value : null]) }, scale);
  return (
    <>
      {linesOf(trend, scale).map((line) => (
        <g key={line[0]?.x}>
          <polygon className="ar" points={`${line[0]?.x.toFixed(1)},${base} ${path(line)} ${line.at(-1)?.x.toFixed(1)},${base}`} />
          <polyline className="ln" points={path(line)} />
        </g>
      ))}
      {over.map((line) => (line.length === 1 && line[0] ? <circle key={line[0].x} className="past" cx={line[0].x} cy={line[0].y} r="2" /> : <polyline key={line[0]?.x} className="ln past" points={path(line)} />))}
    </>
  );
}

/** The limit dashed, that of resolving dotted; each says which it is. */
function Limits({ trend, scale }: { trend: AlertTrend; scale: Scale }) {
  const { limit, resolveLimit, measure } = trend;
  if (limit === null) return null;
  const past = trend.firesBelow ? "below" : "from";
  const both = resolveLimit !== null && resolveLimit !== limit;
  return (
    <>
      <path className="th" d={`M0 ${scale.y(limit)}H${WIDTH}`} />
      <text className="lab" x="0" y={labelAt(scale.y(limit))}>
        fires {past} {valueWords(limit, measure)}
      </text>
      {both && (
        <>
          <path className="th calm" d={`M0 ${scale.y(resolveLimit)}H${WIDTH}`} />
          <text className="lab" x={WIDTH} y={labelAt(scale.y(resolveLimit))} textAnchor="end">
            resolves {trend.firesBelow ? "above" : "below"} {valueWords(resolveLimit, measure)}
          </text>
        </>
      )}
    </>
  );
}

function labelAt(y: number): number {
  return y < 12 ? y + 11 : y - 4;
}

/** A letter for each moment, its word on hover and in the table. Moments that would cover each other share a place. */
function Moments({ trend, scale }: { trend: AlertTrend; scale: Scale }) {
  const shown = trend.moments.filter((one) => isShown(one.at, trend)).map((one) => ({ ...one, seconds: Date.parse(one.at) / 1000 }));
  return shown.map((one, index) => {
    const x = scale.x(one.seconds);
    const before = shown.slice(0, index).filter((other) => Math.abs(scale.x(other.seconds) - x) < 12).length;
    const { letter, word } = MOMENTS[one.kind];
    return (
      <g key={`${one.kind}${one.at}`}>
        <path className="rel" d={`M${x} 0V${HEIGHT}`} />
        <text className="lab moment" x={Math.min(WIDTH - 4, Math.max(4, x)) + before * (x > WIDTH / 2 ? -10 : 10)} y="-6" textAnchor="middle">
          {letter}
        </text>
        <title>{`${word}, ${minute(new Date(one.seconds * 1000))}`}</title>
      </g>
    );
  });
}
