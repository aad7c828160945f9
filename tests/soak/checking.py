"""Both sides of the books compared: what the senders were told, and what the installation holds. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.soak.holdings import Holdings
from tests.soak.ledger import Ledger
from tests.soak.stream import Stream

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures, and what is wrong with them; nothing is, where there are no problems."""

    stored: int
    lost: int
    """Events that got 200 and are not stored."""
    double: int
    """Events that are stored or counted more often than once."""
    wrong_issue: int
    unknown_stored: int
    """Stored, of those whose answer never came."""
    refused_stored: int
    """Stored although the sender heard 429: the log took them, and could not say so in time."""
    repeated: int
    """Copies on the log that nobody sent: a spool or a producer that did not know what had arrived."""
    refusals_uncounted: int
    """429s whose counts died in the memory of a killed gateway."""
    problems: tuple[str, ...]


def compare(stream: Stream, ledger: Ledger, held: Holdings, dead: Counter[str]) -> Verdict:
    """`dead`: records that must have died, by reason."""
    numbers = numbers_by_id(stream, ledger)
    stored = Counter(event_id for event_id, _, _ in held.rows)
    known = {numbers[event_id] for event_id in stored if event_id in numbers}
    lost = ledger.accepted - known
    double = sum(stored.values()) - len(stored)
    counted = sum(times for _, times, _ in held.issues.values())
    wrong = [n for n, found in _types(numbers, held) if found != stream.type(n)]
    refused = known & ledger.refused - ledger.may_be_stored()
    problems = [
        *_named("lost", lost),
        *_named("in the wrong issue", wrong),
        *_unless(double == 0, f"{double} events are stored twice"),
        *_unless(len(known) == len(stored), f"{len(stored) - len(known)} stored events were never sent"),
        *_unless(len(held.issues) == stream.issues, f"there are {len(held.issues)} issues, not {stream.issues}"),
        *_counts(stream, numbers, held),
        *_books(ledger, held, dead),
        *_unless(held.found == stored, _search_differs(held.found, stored)),
        *held.damaged[:_SHOWN],
        *_unless(len(held.damaged) <= _SHOWN, f"… {len(held.damaged)} such events"),
        *(f"an odd answer: {what} ({times} times)" for what, times in ledger.odd.items()),
    ]
    return Verdict(
        stored=len(stored),
        lost=len(lost),
        double=double + max(0, counted - len(stored)),
        wrong_issue=len(wrong),
        unknown_stored=len(known & ledger.unknown - ledger.accepted),
        refused_stored=len(refused),
        repeated=max(0, held.books["accepted"] - sum(dead.values()) - ledger.answers[200] - ledger.broken),
        refusals_uncounted=sum((ledger.causes - held.limited).values()),
        problems=tuple(problems),
    )


def numbers_by_id(stream: Stream, ledger: Ledger) -> dict[str, int]:
    """Of everything that was sent."""
    return {stream.event_id(number): number for number in ledger.may_be_stored() | ledger.refused}


def _types(numbers: dict[str, int], held: Holdings) -> Iterator[tuple[int, str]]:
    for event_id, issue, _ in held.rows:
        if event_id in numbers:
            yield numbers[event_id], held.issues[issue][0] if issue in held.issues else "none"


def _counts(stream: Stream, numbers: dict[str, int], held: Holdings) -> Iterator[str]:
    """Every counter must be what the stored events add up to."""
    times: Counter[int] = Counter()
    hours: Counter[Any] = Counter()
    tags: Counter[Any] = Counter()
    releases: Counter[str] = Counter()
    users: dict[int, set[str]] = {}
    for event_id, issue, hour in held.rows:
        number = numbers.get(event_id)
        if number is None:
            continue
        times[issue] += 1
        hours[issue, hour] += 1
        releases[stream.release(number)] += 1
        users.setdefault(issue, set()).add(stream.user(number))
        sent = {"level": "error", "environment": "soak", "release": stream.release(number), **stream.tags(number)}
        tags.update((issue, key, value) for key, value in sent.items())
    seen_tags = Counter({key: quantity for key, quantity in held.tags.items() if key in tags})
    by_type = {held.issues[issue][0]: quantity for issue, quantity in times.items() if issue in held.issues}
    users_seen = {issue: len(names) for issue, names in users.items()}
    for what, expected, found in (
        ("counts of issues", times, {issue: seen for issue, (_, seen, _) in held.issues.items()}),
        ("counts of the list of issues", by_type, held.api_issues),
        ("hours", hours, held.hours),
        ("tags", tags, seen_tags),
        ("users", users_seen, held.users),
        ("counts of users", users_seen, {issue: seen for issue, (_, _, seen) in held.issues.items()}),
        ("releases", releases, held.releases),
    ):
        if dict(expected) != dict(found):
            yield f"the {what} are wrong: {_first_difference(dict(expected), dict(found))}"


def _books(ledger: Ledger, held: Holdings, dead: Counter[str]) -> Iterator[str]:
    books, died = held.books, sum(dead.values())
    fates = sum(books[name] for name in ("stored", "duplicate", "dead", "filtered"))
    distinct = len({event_id for event_id, _, _ in held.rows})
    yield from _unless(books["accepted"] == fates, f"accepted {books['accepted']}, but {fates} have a fate")
    yield from _unless(books["stored"] == distinct, f"the books say {books['stored']} stored, and {distinct} are")
    yield from _unless(books["dead"] == died, f"the books say {books['dead']} dead, and {died} are")
    yield from _unless(held.dead == dead, f"dead are {dict(held.dead)}, and should be {dict(dead)}")
    copied = dead if held.dead_copies is None else held.dead_copies
    yield from _unless(copied == dead, f"the topic of dead records has {dict(copied)}, and should have {dict(dead)}")
    yield from _unless(books["filtered"] == 0, f"{books['filtered']} were filtered")
    yield from _unless(
        books["accepted"] >= ledger.answers[200] + died,
        f"accepted are {books['accepted']}, fewer than the {ledger.answers[200]} answers of 200",
    )
    for cause in ledger.causes.keys() | held.limited.keys():
        heard, counted = ledger.causes[cause], held.limited[cause]
        # Some were counted and not heard; those of a killed gateway's last moment may be heard and not counted.
        if not heard - ledger.uncounted() <= counted <= heard + ledger.broken:
            yield f"{heard} heard 429 for {cause}, and {counted} are counted"


def _search_differs(found: Counter[str], stored: Counter[str]) -> str:
    missing, more = stored - found, found - stored
    return f"searching finds {len(missing)} stored events not, and {len(more)} too often or without cause"


def _named(what: str, numbers: Iterable[int]) -> Iterator[str]:
    ordered = sorted(numbers)
    if ordered:
        some = ", ".join(str(number) for number in ordered[:_SHOWN])
        yield f"{len(ordered)} events are {what}: {some}{', …' if len(ordered) > _SHOWN else ''}"


def _unless(right: bool, problem: str) -> Iterator[str]:
    if not right:
        yield problem


def _first_difference(expected: dict[Any, int], found: dict[Any, int]) -> str:
    differing = [key for key in expected.keys() | found.keys() if expected.get(key, 0) != found.get(key, 0)]
    key = min(differing, key=str)
    return f"{len(differing)} of them, such as {key}: {found.get(key, 0)}, not {expected.get(key, 0)}"
