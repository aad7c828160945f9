import { Link } from "@tanstack/react-router";
import { Avatar } from "@/components/Avatar";
import { kindIcon } from "@/components/delivery-marks";
import { Icon } from "@/components/Icon";
import type { AlertDelivery, AlertDetail } from "@/lib/api/types";
import { useNow } from "@/lib/now";
import { useOrg } from "@/lib/session";
import { day, exact, minute, parsed } from "@/lib/time";
import { deliveryLook } from "../delivery-words";
import { futureOf, pastOf, type Future, type Past } from "../time-line";
import { inTime } from "../words";
import { PolicyLink } from "./PolicyLink";
import { WithIssues } from "./WithIssues";

/** Who was told, how, what came back; then the now line, and under it what comes. */
export function TimeLine({ alert }: { alert: AlertDetail }) {
  const now = useNow();
  const past = pastOf(alert);
  const issues = new Set(alert.issues.map((one) => one.shortId));
  const future = alert.status === "resolved" ? [] : futureOf(alert);
  return (
    <section className="sec first" aria-labelledby="h-tl">
      <header>
        <h2 id="h-tl">{alert.status === "resolved" ? "What happened" : "Who was told, and what comes next"}</h2>
        <span className="grow" />
        <PolicyLink alert={alert} words={`policy ${alert.policy.name}`} />
      </header>
      <ol className="tl">
        {past.map((one) => (
          <Was key={one.id} alert={alert.id} issues={issues} one={one} now={now} />
        ))}
        {alert.status !== "resolved" && <Now now={now} alert={alert} isLast={future.length === 0} />}
        {future.map((one) => (
          <Comes key={one.id} one={one} now={now} />
        ))}
      </ol>
    </section>
  );
}

/** `14:32` of today, `22 Nov` of another day; both with the rest on hover. */
function clockOrDay(at: Date, now: Date): string {
  return at.toDateString() === now.toDateString() ? minute(at) : day(at, now);
}

function Was({ alert, issues, one, now }: { alert: string; issues: ReadonlySet<string>; one: Past; now: Date }) {
  const at = parsed(one.at);
  return (
    <li>
      {at ? (
        <time dateTime={one.at} title={exact(at)}>
          {clockOrDay(at, now)}
        </time>
      ) : (
        <span />
      )}
      <span className={`p ${one.tone}`}>
        <Icon name={one.icon} small />
      </span>
      <div>
        {one.text && (
          <div className="hd">
            <WithIssues text={one.text} issues={issues} />
          </div>
        )}
        {one.comment && (
          <div>
            <div className="hd">{one.user ? one.user.name || one.user.email : "Somebody who is gone"}</div>
            <p className="cm">{one.comment}</p>
          </div>
        )}
        {one.told.length > 0 && (
          <ul className="told">
            {one.told.map((delivery) => (
              <Told key={delivery.id} alert={alert} delivery={delivery} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function Told({ alert, delivery }: { alert: string; delivery: AlertDelivery }) {
  const org = useOrg().slug;
  const look = deliveryLook(delivery);
  return (
    <li>
      <Avatar name={delivery.recipient || delivery.kind} decorative />
      <span className="clip" title={delivery.recipient}>
        <b>{delivery.recipient || delivery.kind}</b>
      </span>
      <span className="muted clip">
        <Icon name={kindIcon(delivery.kind)} small /> {delivery.kind}
      </span>
      <Link className={`mark ${look.tone}`} title={delivery.error ?? "Its attempts and answers"} to="/$org/deliveries" params={{ org }} search={{ state: "all", alert, delivery: delivery.id }}>
        <Icon name={look.icon} small />
        <span className="clip">{look.words}</span>
      </Link>
    </li>
  );
}

function Now({ now, alert, isLast }: { now: Date; alert: AlertDetail; isLast: boolean }) {
  const calm = alert.status !== "firing" || alert.heldBy !== null;
  const words = isLast ? "Now. Nobody is next." : alert.status === "firing" ? "Now. If nobody acknowledges:" : "Now. If nobody does anything:";
  return (
    <li className={calm ? "now calm" : "now"}>
      <time dateTime={now.toISOString()} title={exact(now)}>
        {minute(now)}
      </time>
      <span className={calm ? "p" : "p acc"}>
        <Icon name="ring" small />
      </span>
      <div className="hd nowline">{words}</div>
    </li>
  );
}

function Comes({ one, now }: { one: Future; now: Date }) {
  const at = parsed(one.at);
  return (
    <li className="fut">
      {at ? (
        <time dateTime={one.at} title={exact(at)}>
          {clockOrDay(at, now)}
        </time>
      ) : (
        <span />
      )}
      <span className="p">
        <Icon name={one.icon} small />
      </span>
      <div>
        <div className="hd">
          {one.text} <span className="faint">{inTime(one.at, now)}</span>
        </div>
      </div>
    </li>
  );
}
