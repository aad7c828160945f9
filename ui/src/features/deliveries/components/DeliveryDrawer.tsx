import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { DeliveryMark } from "@/components/delivery-marks";
import { Confirm, Dialog } from "@/components/Dialog";
import { Refusal } from "@/components/Field";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import type { DeliveryDetail } from "@/lib/api/types";
import { useRenewDeliveries } from "@/lib/deliveries";
import { failureWords } from "@/lib/failures";
import { useNow } from "@/lib/now";
import { useSaving } from "@/lib/saving";
import { useCan } from "@/lib/session";
import { discard, resend, useDelivery } from "../api/list";
import { attemptWords, isMoving, isResendable, nextWords } from "../words";
import { Attempts } from "./Attempts";

/** One delivery: what it says and to whom, every attempt, and what can be done about it. */
export function DeliveryDrawer({ org, id, onClose }: { org: string; id: string; onClose: () => void }) {
  const { data, error, refetch } = useDelivery(org, id);
  return (
    <Dialog open onClose={onClose} label={`Delivery ${id}`} className="drawer">
      <header className="hstack">
        <h2 className="grow">{data ? data.title || data.purpose : `Delivery ${id}`}</h2>
        <button type="button" className="btn quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {error ? (
        <Failure error={error} title="This one cannot be shown" retry={() => void refetch()}>
          Deliveries that are over are kept for a while only.
        </Failure>
      ) : data ? (
        <Content org={org} delivery={data} onChanged={() => void refetch()} />
      ) : (
        <Skeleton lines={8} label="Loading the delivery" />
      )}
    </Dialog>
  );
}

function Content({ org, delivery, onChanged }: { org: string; delivery: DeliveryDetail; onChanged: () => void }) {
  return (
    <>
      <State delivery={delivery} />
      <Acts org={org} delivery={delivery} onChanged={onChanged} />
      <Facts org={org} delivery={delivery} />
      <h3>Attempts</h3>
      <Attempts delivery={delivery} />
    </>
  );
}

function State({ delivery }: { delivery: DeliveryDetail }) {
  const next = nextWords(delivery, useNow());
  return (
    <p className="hstack wrap muted" role="status">
      <DeliveryMark state={delivery.state} />
      <span>
        {attemptWords(delivery.attempts)}
        {isMoving(delivery) && next && `, next ${next}`}
        {delivery.dateEnded && (
          <>
            , ended <Time at={delivery.dateEnded} withAgo />
          </>
        )}
      </span>
    </p>
  );
}

function Facts({ org, delivery }: { org: string; delivery: DeliveryDetail }) {
  return (
    <dl className="kv">
      {delivery.failure && (
        <>
          <dt>Why</dt>
          <dd>
            {failureWords(delivery.failure)}
            {delivery.error && `: ${delivery.error}`}
          </dd>
        </>
      )}
      <dt>To</dt>
      <dd>
        {delivery.channel && delivery.channel !== delivery.recipient ? `${delivery.recipient}, by ${delivery.channel}` : delivery.recipient} ({delivery.kind.replaceAll("_", " ")})
      </dd>
      <dt>Says</dt>
      <dd>
        {delivery.purpose}
        {delivery.project && ` of ${delivery.project}`}
      </dd>
      <dt>Made</dt>
      <dd>
        <Time at={delivery.dateCreated} withAgo />
      </dd>
      {delivery.alertNumber !== null && (
        <>
          <dt>Alert</dt>
          <dd>
            <Link className="link" to="/$org/alerts/$alert" params={{ org, alert: `A-${delivery.alertNumber}` }}>
              A-{delivery.alertNumber}
            </Link>
          </dd>
        </>
      )}
      {delivery.issue && (
        <>
          <dt>Issue</dt>
          <dd>
            <Link className="link" to="/$org/issues/$issue" params={{ org, issue: delivery.issue }} search={{}}>
              {delivery.issue}
            </Link>
          </dd>
        </>
      )}
      {delivery.reference && (
        <>
          <dt>Their name for it</dt>
          <dd className="mono">{delivery.reference}</dd>
        </>
      )}
      <dt>Idempotency key</dt>
      <dd className="mono">{delivery.idempotencyKey}</dd>
    </dl>
  );
}

function Acts({ org, delivery, onChanged }: { org: string; delivery: DeliveryDetail; onChanged: () => void }) {
  const may = useCan("member");
  const saving = useSaving();
  const renew = useRenewDeliveries(org);
  const [asking, setAsking] = useState(false);
  const act = async (work: () => Promise<unknown>, done: string) => {
    await saving.run(work, done);
    renew();
    onChanged();
  };
  if (delivery.state === "superseded") return null;
  const again = delivery.state === "synced" ? "Send it once more" : isMoving(delivery) ? "Send now" : "Re-send";
  const title = may ? undefined : "A member of this organization may do this";
  return (
    <>
      <div className="hstack wrap acts-below">
        <button type="button" className={isResendable(delivery) ? "btn pri" : "btn"} disabled={!may || saving.busy} title={title} onClick={() => void act(() => resend(org, delivery.id), "It is sent again now")}>
          <Icon name="loop" />
          {again}
        </button>
        {delivery.state !== "synced" && delivery.state !== "discarded" && (
          <button type="button" className="btn quiet" disabled={!may || saving.busy} title={title} onClick={() => setAsking(true)}>
            <Icon name="bin" />
            Discard…
          </button>
        )}
      </div>
      <p className="faint small-text below">It carries the same idempotency key each time, so that who has taken it already does not take it twice.</p>
      <Refusal problem={saving.problem} />
      <Confirm open={asking} onClose={() => setAsking(false)} title="Discard this delivery?" action="Discard it" onConfirm={() => void act(() => discard(org, delivery.id), "Discarded")}>
        {delivery.recipient} never gets it by itself then. It stays in the list as discarded, and can be sent by hand.
      </Confirm>
    </>
  );
}
