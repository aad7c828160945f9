"""Writes the result of an attempt in one transaction: to the delivery, its target, and the alert's time line."""

from dataclasses import asdict, dataclass

from alerting.breaker import Standing, after_result, is_over
from alerting.calls import Receipt
from alerting.retries import Verdict, after_failure
from alerting.sending import Settled
from core.alerts import DeliveryState, EntryKind, FailureClass, Message
from core.db.alerts.entries import NewEntry, add_entries
from core.db.database import Connection
from core.db.deliveries.deliveries import Claimed, enqueue, mail_to
from core.db.deliveries.sending import Attempt, is_still_ours, write_arrival, write_attempt, write_failure
from core.db.deliveries.targets import SwitchedOff, lock_targets, switch_off, wake_target, write_target
from core.resources import Resources


@dataclass(frozen=True, slots=True)
class Result:
    """What one attempt came to."""

    receipt: Receipt
    """Without secrets."""
    started_at: float
    """Epoch seconds."""
    milliseconds: int
    settled: Settled | None


async def settle(res: Resources, delivery: Claimed, result: Result) -> None:
    """Write the result; only the attempt, where another alerter has taken the delivery over meanwhile. Raises
    Unavailable."""
    now = res.clock.now()
    async with res.database.transaction() as connection:
        is_ours = await is_still_ours(connection, delivery)
        await write_attempt(connection, delivery, _attempt(result))
        if not is_ours:
            return
        note = await _judge_target(res, connection, delivery, result, now)
        if result.receipt.arrived:
            await _arrived(connection, delivery, result.receipt, now)
        else:
            await _failed(res, connection, delivery, result.receipt, note, now)
        if result.settled is not None:
            await result.settled(connection, result.receipt)


def _attempt(result: Result) -> Attempt:
    receipt = result.receipt
    return Attempt(
        at=result.started_at,
        milliseconds=result.milliseconds,
        failure=receipt.failure,
        status=receipt.status,
        answer=receipt.detail,
    )


async def _arrived(connection: Connection, delivery: Claimed, receipt: Receipt, now: float) -> None:
    note = "they have it already" if receipt.failure is FailureClass.DUPLICATE else None
    await write_arrival(connection, delivery, note, receipt.reference, now)
    tries = "" if delivery.attempt == 1 else f", at attempt {delivery.attempt}"
    if delivery.purpose == "tracker":
        text = f"{delivery.message.title}: {receipt.detail}{tries}"
    else:
        text = f"{_what(delivery)} reached {_whom(delivery)}{tries}"
    await _tell(connection, delivery, EntryKind.DELIVERED, text, now)


async def _failed(
    res: Resources, connection: Connection, delivery: Claimed, receipt: Receipt, note: str, now: float
) -> None:
    failure = receipt.failure or FailureClass.UNKNOWN
    once = delivery.purpose == "test"
    verdict = after_failure(failure, delivery.tries, receipt.retry_after, once=once, now=now, rng=res.rng)
    error = receipt.detail or "no reason was given"
    if not await write_failure(connection, delivery, verdict.state, failure, error, verdict.at, now):
        return
    if verdict.at is None or delivery.tries == 1:
        await _tell(connection, delivery, EntryKind.FAILED, _failure(delivery, verdict, error) + note, now)


def _failure(delivery: Claimed, verdict: Verdict, error: str) -> str:
    if delivery.purpose == "tracker":
        what = f"{delivery.message.title} did not work"
    else:
        what = f"{_what(delivery)} did not reach {_whom(delivery)}"
    if verdict.state is DeliveryState.RETRYING:
        return f"{what} yet and is tried again: {error}"
    if verdict.state is DeliveryState.DEAD:
        return f"{what} after {delivery.tries} attempts and is given up: {error}"
    return f"{what}: {error}"


def _what(delivery: Claimed) -> str:
    return f"The message ({delivery.purpose})"


def _whom(delivery: Claimed) -> str:
    return f"{delivery.recipient or delivery.target} ({delivery.kind})"


async def _tell(connection: Connection, delivery: Claimed, kind: EntryKind, text: str, now: float) -> None:
    if delivery.alert_id is not None and delivery.purpose != "test":
        data = {"delivery": delivery.id}
        await add_entries(connection, [NewEntry(delivery.alert_id, now, kind, text, data=data)])


async def _judge_target(res: Resources, connection: Connection, delivery: Claimed, result: Result, now: float) -> str:
    """Update breaker and pace after this result; where that switches the target off, tell those who must know."""
    receipt = result.receipt
    if delivery.purpose == "test" and not receipt.arrived:
        return ""  # a test: somebody may be trying out what to enter, which says nothing about the target
    target = (delivery.organization_id, delivery.target)
    before = Standing(**(await lock_targets(connection, [target]))[target])
    after = after_result(before, receipt, result.started_at, now)
    await write_target(connection, target, asdict(after))
    if receipt.arrived and before.failures:
        await wake_target(connection, target, now)
    if not is_over(after, now):
        return ""
    because = f"it refused everything for a day: {receipt.detail}"
    gone = await switch_off(connection, *target, because, now)
    if gone is None:
        return ""
    await _notify(res, connection, delivery, gone, because, now)
    return f" {gone.name} is switched off now."


async def _notify(
    res: Resources, connection: Connection, delivery: Claimed, gone: SwitchedOff, because: str, now: float
) -> None:
    """By mail, since the channel itself has just failed."""
    page = delivery.target.partition(":")[0] + "s"
    message = Message(
        purpose="notice",
        title=f"{gone.name} is switched off",
        text=f"Nothing is sent to {gone.name} ({delivery.kind}) any more: {because}. Mend it, switch it on, test it.",
        url=f"{res.settings.base_url}/settings/{page}",
    )
    for user_id, address in gone.people:
        key = f"switched-off:{delivery.organization_id}:{delivery.target}:{int(now)}:{user_id}"
        await enqueue(connection, mail_to(address, user_id, delivery.organization_id, message, key, now), now)
