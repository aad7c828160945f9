import { AlertMark, SeverityMark } from "@/components/alert-marks";
import { Problem } from "@/lib/api/problem";
import type { HoldPreview } from "@/lib/api/types";
import { count } from "@/lib/numbers";

const SHOWN = 5;

/** Which open alerts it would hold back now. */
export function Held({ preview, error, said }: { preview: HoldPreview | undefined; error: Error | null; said: boolean }) {
  if (!said) return <p className="faint small-text">Which open alerts it would hold back is shown here.</p>;
  if (error) return error instanceof Problem && error.status === 400 ? null : <p className="faint small-text">Which alerts it would hold back cannot be said right now.</p>;
  if (!preview) return <p className="faint small-text">Looking…</p>;
  return (
    <div className="held" role="status">
      <p className="small-text">{preview.total === 0 ? "No open alert matches now; those that come will." : `Holds back ${count(preview.total, "open alert")} now:`}</p>
      <ul>
        {preview.alerts.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <AlertMark alert={one} />
            <span className="clip grow">
              <b>{one.rule.name}</b> <span className="faint">{one.shortId}</span>
            </span>
            <SeverityMark severity={one.severity} />
          </li>
        ))}
      </ul>
      {preview.total > SHOWN && <p className="faint small-text">and {count(preview.total - Math.min(SHOWN, preview.alerts.length), "more", "more")}</p>}
    </div>
  );
}
