import { useRef, useState, type PointerEvent } from "react";
import { Icon } from "@/components/Icon";
import type { ExploreSummary } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { day, minute, span } from "@/lib/time";

interface Props {
  summary: ExploreSummary;
  /** Epoch seconds; the end is not included. */
  onNarrow: (start: number, end: number) => void;
}

const HEIGHT = 64;

/** Events over time; a click on a bar, or a pull over several, narrows the time to them. */
export function Histogram({ summary, onNarrow }: Props) {
  const box = useRef<SVGSVGElement>(null);
  const [from, setFrom] = useState<number | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const { histogram, interval, total } = summary;
  const most = Math.max(1, ...histogram.map(([, n]) => n));
  const count = Math.max(1, histogram.length);
  const name = (seconds: number) => {
    const date = new Date(seconds * 1000);
    return interval >= 86_400 ? day(date, new Date()) : `${day(date, new Date())}, ${minute(date)}`;
  };
  const place = (event: PointerEvent) => {
    const area = box.current?.getBoundingClientRect();
    if (!area || area.width === 0) return 0;
    return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - area.left) / area.width) * count)));
  };
  const first = Math.min(from ?? at ?? 0, at ?? 0);
  const last = Math.max(from ?? at ?? 0, at ?? 0);
  const read = at === null ? undefined : histogram.slice(first, last + 1);
  const narrow = () => {
    const begin = histogram[first]?.[0];
    const end = histogram[last]?.[0];
    setFrom(null);
    setAt(null);
    if (begin !== undefined && end !== undefined && count > 1) onNarrow(begin, end + interval);
  };
  return (
    <figure className="histogram">
      <figcaption className="hstack">
        <b className="num">{whole(total)}</b> {total === 1 ? "event" : "events"}
        <span className="grow" />
        <span className="faint num" aria-hidden="true">
          {read?.[0] ? `${name(read[0][0])}${read.length > 1 ? ` – ${name((read[read.length - 1]?.[0] ?? 0) + interval)}` : ""}: ${whole(read.reduce((sum, [, n]) => sum + n, 0))}` : `a bar is ${span(interval)}${total > 0 ? `, the highest ${whole(most)}` : ""}`}
        </span>
      </figcaption>
      <svg
        ref={box}
        viewBox={`0 0 ${count} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${whole(total)} events over time, at most ${whole(most)} in ${span(interval)}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setFrom(place(event));
          setAt(place(event));
        }}
        onPointerMove={(event) => setAt(place(event))}
        onPointerLeave={() => from === null && setAt(null)}
        onPointerUp={narrow}
        onPointerCancel={() => setFrom(null)}
      >
        {at !== null && <rect className="sel" x={first} y="0" width={last - first + 1} height={HEIGHT} />}
        {histogram.map(([seconds, n], index) => {
          const height = n === 0 ? 0 : Math.max(2, (n / most) * (HEIGHT - 2));
          return <rect key={seconds} className="bar1" x={index + 0.08} y={HEIGHT - height} width="0.84" height={height} />;
        })}
      </svg>
      <div className="hstack faint num ends" aria-hidden="true">
        <span>{name(summary.start)}</span>
        <span className="grow" />
        <span className="wide">
          <Icon name="cursor" small /> pull over bars to narrow the time
        </span>
        <span className="grow" />
        <span>{name(summary.end)}</span>
      </div>
      <div className="sr">
        <table>
          <caption>Events over time</caption>
          <tbody>
            {histogram
              .filter(([, n]) => n > 0)
              .map(([seconds, n]) => (
                <tr key={seconds}>
                  <th scope="row">{name(seconds)}</th>
                  <td>{whole(n)}</td>
                  <td>
                    <button type="button" onClick={() => onNarrow(seconds, seconds + interval)}>
                      Narrow to {name(seconds)}
                    </button>
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
