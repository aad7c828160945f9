import { Icon } from "@/components/Icon";
import type { Event } from "@/lib/api/types";
import { exact, parsed, preciseClock, span } from "@/lib/time";
import { bytes } from "@/lib/numbers";
import { isTrimmed } from "@/lib/removals";
import { troubles } from "../trouble";

/** The event's own custody: what was done to it between its arrival and the store. */
export function Fate({ event }: { event: Event }) {
  const at = parsed(event.dateCreated);
  const received = parsed(event.custody?.received ?? event.dateReceived);
  const stored = parsed(event.custody?.processed);
  const removals = (event.removals ?? []).filter((one) => !isTrimmed(one));
  const removed = removals.length;
  const rules = new Set(removals.map((one) => one.rule)).size;
  const took = received && stored ? Math.max(0, (stored.getTime() - received.getTime()) / 1000) : null;
  const wrong = troubles(event.errors ?? []);
  return (
    <div className="fate">
      {at && (
        <span className="num">
          <b>
            <time dateTime={at.toISOString()} title={exact(at)}>
              {preciseClock(at)}
            </time>
          </b>{" "}
          <code title={event.eventID}>
            {event.eventID.slice(0, 4)}…{event.eventID.slice(-4)}
          </code>
        </span>
      )}
      <span aria-hidden="true">·</span>
      <Step>received</Step>
      {removed > 0 ? (
        <Step>
          <a className="link" href="#removed">
            {removed} {removed === 1 ? "value" : "values"} removed by {rules} {rules === 1 ? "rule" : "rules"}
          </a>
        </Step>
      ) : (
        <Step>nothing to remove</Step>
      )}
      <Step>grouped</Step>
      <Step>
        {took !== null && took < 3600 ? `stored in ${took < 0.1 ? "under 0.1 s" : span(Math.round(took * 10) / 10)}` : "stored"}
        {event.size ? `, ${bytes(event.size)}` : ""}
      </Step>
      {wrong.length > 0 && (
        <span className="warn">
          <Icon name="tri" small />{" "}
          <a className="link" href="#wrong">
            {wrong.join(", ")}
          </a>
        </span>
      )}
    </div>
  );
}

function Step({ children }: { children: React.ReactNode }) {
  return (
    <span className="nowrap">
      <Icon name="check" small /> {children}
    </span>
  );
}
