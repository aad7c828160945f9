import type { AlertDetail } from "@/lib/api/types";
import { useAlertTrend } from "../api/trend";
import { isShown, MOMENTS, summaryOf } from "../trend";
import { TrendChart } from "./TrendChart";
import { TrendTable } from "./TrendTable";

/** What the rule measured around the alert: drawn, in a sentence, and as a table. */
export function Trend({ org, alert }: { org: string; alert: AlertDetail }) {
  const isOpen = alert.status !== "resolved";
  const { data, error } = useAlertTrend(org, alert.id, isOpen);
  if (error) return <p className="faint small-text">What it measured cannot be shown right now. The alert does not depend on it.</p>;
  if (!data) return <div className="skel trend-room" aria-hidden="true" />;
  const marks = data.moments.filter((one) => isShown(one.at, data)).map((one) => `${MOMENTS[one.kind].letter} ${MOMENTS[one.kind].word}`);
  return (
    <figure className="trend">
      <TrendChart trend={data} calm={alert.status !== "firing" || alert.heldBy !== null} />
      <figcaption className="small-text muted">
        {summaryOf(data)}
        {marks.length > 0 && <span className="faint"> {[...new Set(marks)].join(", ")}.</span>}
        {data.note && <span className="faint"> {data.note}</span>}
      </figcaption>
      <details>
        <summary className="small-text faint">As a table</summary>
        <TrendTable trend={data} />
      </details>
    </figure>
  );
}
