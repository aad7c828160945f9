import { useState } from "react";
import type { RuleDryRun, Firing } from "@/lib/api/types";
import { day, exact, minute, parsed } from "@/lib/time";
import { midnights, spansOf } from "../spans";
import { lengthOf } from "../draft";

const WIDTH = 320;
const SHOWN = 8;

/** When it would have fired, on one line, and as a table. */
export function FiringChart({ dry }: { dry: RuleDryRun }) {
  const [pointed, setPointed] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const spans = spansOf(dry, 0.008);
  const start = parsed(dry.start);
  const shown = pointed === null ? undefined : dry.firings[pointed];
  return (
    <figure className="firing">
      <svg className="chart" viewBox={`0 0 ${WIDTH} 40`} preserveAspectRatio="none" role="img" aria-label={`Firings over time: ${dry.summary}`} onPointerLeave={() => setPointed(null)}>
        {midnights(dry.start, dry.end).map(({ at }) => (
          <path key={at} className="gr" vectorEffect="non-scaling-stroke" d={`M${(at * WIDTH).toFixed(1)} 6V38`} />
        ))}
        <path className="gr" vectorEffect="non-scaling-stroke" d={`M0 38.5H${WIDTH}`} />
        {spans.map((one, index) => (
          <rect key={index} className={pointed === index ? "fire on" : "fire"} x={(one.from * WIDTH).toFixed(1)} y="12" width={((one.to - one.from) * WIDTH).toFixed(1)} height="26" rx="1" onPointerEnter={() => setPointed(index)} />
        ))}
      </svg>
      <div className="ends hstack faint num" aria-hidden="true">
        <span>{start ? day(start, new Date()) : ""}</span>
        <span className="grow" />
        <span>now</span>
      </div>
      <figcaption className="faint small-text">{shown ? `${when(shown)}: ${shown.reason}` : " "}</figcaption>
      {dry.firings.length > 0 && (
        <div className="firings">
          <table>
            <caption className="sr">Firings, latest first</caption>
            <thead>
              <tr>
                <th>Began</th>
                <th>For</th>
                <th>Why</th>
              </tr>
            </thead>
            <tbody>
              {[...dry.firings].reverse().slice(0, all ? undefined : SHOWN).map((one, index) => (
                <tr key={index} onPointerEnter={() => setPointed(dry.firings.length - 1 - index)}>
                  <td title={exact(new Date(one.start))}>{when(one)}</td>
                  <td className="num">{one.end ? lengthWords(one) : "still"}</td>
                  <td className="fill muted">
                    {one.reason}
                    {labelsOf(one) && <span className="faint"> · {labelsOf(one)}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {dry.firings.length > SHOWN && !all && (
            <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
              Show {dry.firings.length - SHOWN} more
            </button>
          )}
        </div>
      )}
    </figure>
  );
}

function when(one: Firing): string {
  const at = new Date(one.start);
  return `${day(at, new Date())}, ${minute(at)}`;
}

function lengthWords(one: Firing): string {
  const seconds = Math.round((Date.parse(one.end ?? one.start) - Date.parse(one.start)) / 1000);
  if (seconds < 60) return `${seconds} s`;
  return lengthOf(Math.round(seconds / 60) * 60);
}

function labelsOf(one: Firing): string {
  return Object.entries(one.labels)
    .map(([key, value]) => `${key} ${value || "–"}`)
    .join(", ");
}
