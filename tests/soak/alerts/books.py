"""Both sides compared: what was sent and heard, and what the tables say. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tests.soak.alerts.receivers import Hearing
from tests.soak.alerts.stream import LANE, Errors

_SHOWN = 5
CHANNELS = ("pager", "mail")


@dataclass(frozen=True, slots=True)
class AlertRow:
    number: int
    rule: str
    labels: dict[str, str]
    times_fired: int
    value: float | None
    fired: int
    """Entries of its time line by which it opened."""
    told: int
    """Entries that say that somebody is told."""
    delivered: int
    is_stuck: bool
    """Its next moment is long over, or it is held by something."""


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    key: str
    alert: int
    channel: str
    state: str
    attempts: int
    written: int
    """Rows of attempts: those of a killed alerter are missing."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the installation holds."""

    alerts: Sequence[AlertRow]
    deliveries: Sequence[DeliveryRow]
    books: dict[str, int]
    """Outcomes of events."""
    signals: int
    """Not evaluated yet."""


def problems(errors: Errors, sent: int, held: Held, heard: Sequence[Hearing]) -> list[str]:
    """What is wrong; nothing is, where it is empty. `sent`: numbers from 0 that were accepted, whole lanes."""
    return [
        *_opened(errors, sent, held.alerts),
        *_lives(held.alerts),
        *_delivered(held),
        *_heard(held, heard),
        *_counted(sent, held),
    ]


def _opened(errors: Errors, sent: int, alerts: Sequence[AlertRow]) -> Iterator[str]:
    wanted = Counter({("each", errors.order(number)): 1 for number in range(sent)})
    wanted.update({("full", errors.lane(number)): 1 for number in range(0, sent, LANE)})
    found = Counter((one.rule, one.labels["order" if one.rule == "each" else "lane"]) for one in alerts)
    yield from _named("alerts never opened", wanted - found)
    yield from _named("alerts opened once too often", found - wanted)
    yield from _named(
        "counts are not exact", (one.labels for one in alerts if one.rule == "full" and one.value != LANE)
    )
    yield from _named(
        "alerts fired more than once", (one.labels for one in alerts if one.rule == "each" and one.times_fired != 1)
    )
    numbers = Counter(one.number for one in alerts)
    yield from _named("numbers of alerts are not 1, 2, 3, …", numbers - Counter(range(1, len(alerts) + 1)))


def _lives(alerts: Sequence[AlertRow]) -> Iterator[str]:
    yield from _named("alerts are stuck", (one.number for one in alerts if one.is_stuck))
    yield from _named("alerts opened not once on their time line", (one.number for one in alerts if one.fired != 1))
    yield from _named(
        "time lines tell not of each message once",
        (one.number for one in alerts if (one.told, one.delivered) != (len(CHANNELS), len(CHANNELS))),
    )


def _delivered(held: Held) -> Iterator[str]:
    made = Counter((one.alert, one.channel) for one in held.deliveries)
    wanted = Counter((one.number, channel) for one in held.alerts for channel in CHANNELS)
    yield from _named("alerts queued no message", wanted - made)
    yield from _named("alerts queued a message twice", made - wanted)
    yield from _named(
        "messages did not arrive", (f"{one.key} is {one.state}" for one in held.deliveries if one.state != "synced")
    )
    yield from _named(
        "messages have more attempts written than made",
        (one.key for one in held.deliveries if one.written > one.attempts),
    )
    yield from _named("messages arrived without an attempt", (one.key for one in held.deliveries if one.written < 1))


def _heard(held: Held, heard: Sequence[Hearing]) -> Iterator[str]:
    keys: dict[tuple[int, str], set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for one in heard:
        keys[one.alert, one.channel].add(one.key)
        times[one.key] += 1
    taken = {(one.alert, one.channel) for one in heard if one.mood == "takes"}
    wanted = [(one.number, channel) for one in held.alerts for channel in CHANNELS]
    yield from _named("alerts were never heard of", (one for one in wanted if one not in taken))
    yield from _named("alerts were told by different keys", (one for one, found in keys.items() if len(found) > 1))
    known = {one.key: one.attempts for one in held.deliveries}
    yield from _named("messages were heard that nobody queued", (key for key in times if key not in known))
    yield from _named(
        "messages were heard more often than tried",
        (f"{key}: {count}, {known[key]}" for key, count in times.items() if key in known and count > known[key]),
    )


def _counted(sent: int, held: Held) -> Iterator[str]:
    books = held.books
    if held.signals:
        yield f"{held.signals} signals wait for nobody"
    if books.get("stored", 0) != sent:
        yield f"{sent} events were sent, the books say {books.get('stored', 0)} are stored"
    if books.get("accepted", 0) != books.get("stored", 0) + books.get("duplicate", 0):
        yield f"the books do not agree with themselves: {books}"


def _named(what: str, found: Iterable[object]) -> Iterator[str]:
    some = sorted(map(str, found))
    if some:
        shown = "; ".join(some[:_SHOWN])
        yield f"{len(some)} {what}: {shown}{'; …' if len(some) > _SHOWN else ''}"
