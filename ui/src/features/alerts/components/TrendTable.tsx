import type { AlertTrend } from "@/lib/api/types";
import { beside, exact } from "@/lib/time";
import { figureOf, MOMENTS, valueWords } from "../trend";

/** The numbers behind the chart; a step in which nothing changed is left out. */
export function TrendTable({ trend }: { trend: AlertTrend }) {
  const measure = trend.kind === "events" ? null : trend.measure;
  const at = (moment: string) => Math.floor(Date.parse(moment) / 1000);
  const rows = trend.points.map(([start, value]) => ({ start, value, what: trend.moments.filter((one) => at(one.at) >= start && at(one.at) < start + trend.step).map((one) => MOMENTS[one.kind].word) }));
  const shown = rows.filter((row, index) => index === 0 || row.what.length > 0 || row.value !== rows[index - 1]?.value);
  return (
    <div className="trend-table">
      <table>
        <caption className="sr">{figureOf(trend)}, when it changed</caption>
        <thead>
          <tr>
            <th>From</th>
            <th className="n">{trend.kind === "events" ? "Events" : "Value"}</th>
            <th>What</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ start, value, what }) => (
            <tr key={start}>
              <td title={exact(new Date(start * 1000))}>{beside(new Date(start * 1000), new Date())}</td>
              <td className="n num">{valueWords(value, measure)}</td>
              <td>{what.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
