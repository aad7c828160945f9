import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import type { DeliveryAttempt, DeliveryDetail } from "@/lib/api/types";
import { failureWords } from "@/lib/failures";
import { lostNumbers, tookWords } from "../words";

/** Each attempt and what the other side said, the last one first. */
export function Attempts({ delivery }: { delivery: DeliveryDetail }) {
  const lost = lostNumbers(delivery.tries, delivery.attempts);
  const tries = [...delivery.tries].sort((a, b) => b.number - a.number);
  if (tries.length === 0 && lost.length === 0) return <p className="muted">None yet. {delivery.parked ? "It is tried as soon as its target takes messages again, or when it is sent by hand." : "An alerter takes it up within seconds, where one runs."}</p>;
  return (
    <>
      <ol className="attempts">
        {tries.map((one) => (
          <Attempt key={one.number} attempt={one} />
        ))}
      </ol>
      {lost.length > 0 && (
        <p className="faint small-text below">
          Of {lost.map((one) => `no. ${one}`).join(", ")} no answer is known: the alerter ended in the middle of it.
        </p>
      )}
      <p className="faint small-text below">Answers are kept without secrets, and cut.</p>
    </>
  );
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const arrived = attempt.failure === null || attempt.failure === "duplicate";
  return (
    <li>
      <div className="hstack wrap">
        <span className="faint num">{attempt.number}</span>
        <span className={`mark ${arrived ? "ok" : "wine"}`}>
          <Icon name={arrived ? "check" : "x"} small />
          {attempt.failure === null ? "arrived" : failureWords(attempt.failure)}
        </span>
        {attempt.status !== null && <span className="tag num">{attempt.status}</span>}
        <span className="grow" />
        <span className="faint small-text">
          <Time at={attempt.date} withAgo />, took {tookWords(attempt.milliseconds)}
        </span>
      </div>
      {attempt.answer && <pre className="code wrap-text">{attempt.answer}</pre>}
    </li>
  );
}
