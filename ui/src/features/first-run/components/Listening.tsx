import { useEffect, useState } from "react";
import { Icon } from "@/components/Icon";
import type { FirstEvent } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";
import { minute, parsed, stopwatch } from "@/lib/time";
import { mendOf } from "../refusals";

interface Props {
  since: number;
  refusals: FirstEvent["refusals"];
  dsnProject: string;
  /** Whether the server does not answer the question for the first event. */
  failing: boolean;
}

/** How long we have been waiting, what knocked meanwhile, and why it was refused. */
export function Listening({ since, refusals, dsnProject, failing }: Props) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds((Date.now() - since) / 1000), 1000);
    return () => window.clearInterval(timer);
  }, [since]);
  const mend = mendOf(refusals, dsnProject);
  return (
    <>
      <div className="hstack">
        <b className="grow">{failing ? "Not listening: this Redshank does not answer" : "Waiting for your first event…"}</b>
        {!failing && (
          <span className="listen" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        )}
        <span className="faint num">{stopwatch(seconds)}</span>
      </div>
      {refusals.length > 0 && (
        <section className="panel knocked" aria-label="What knocked at this key">
          <header>
            <span className="muted small-text">What knocked at this key</span>
          </header>
          <table>
            <tbody>
              {refusals.map((one) => {
                const hour = parsed(one.lastHour);
                return (
                  <tr key={one.reason}>
                    <td className="faint num">{hour ? `since ${minute(hour)}` : ""}</td>
                    <td>
                      <span className="mark wine">
                        <Icon name="x" small />
                        refused
                      </span>
                    </td>
                    <td className="fill">{reasonWords(one.reason)}</td>
                    <td className="n num">{whole(one.quantity)}×</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
      <div role="status">
        {mend && (
          <div className="note warn">
            <Icon name="tri" />
            <span className="grow">{mend}</span>
          </div>
        )}
      </div>
    </>
  );
}
