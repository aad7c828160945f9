"""Who guards the guard: the comparison finds each thing that can be wrong, and nothing where all is right."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.soak.checking import Verdict, compare
from tests.soak.holdings import Holdings
from tests.soak.ledger import Ledger
from tests.soak.stream import Stream

STREAM = Stream(7, issues=2, users=3)
HOUR = datetime(2026, 11, 29, 22, tzinfo=UTC)
DEAD = Counter({"undecodable_record": 4})


def told(numbers: range = range(10)) -> Ledger:
    ledger = Ledger()
    for number in numbers:
        ledger.answers[200] += 1
        ledger.accept(number)
    return ledger


def held(numbers: range = range(10)) -> Holdings:
    """As it is where these were stored once each."""
    found = Holdings()
    for number in numbers:
        issue = number % STREAM.issues
        found.rows.append((STREAM.event_id(number), issue, HOUR))
        found.found[STREAM.event_id(number)] += 1
        found.hours[issue, HOUR] += 1
        found.releases[STREAM.release(number)] += 1
        tags = {"level": "error", "environment": "soak", "release": STREAM.release(number), **STREAM.tags(number)}
        found.tags.update((issue, key, value) for key, value in tags.items())
    for issue in range(STREAM.issues):
        mine = [number for number in numbers if number % STREAM.issues == issue]
        found.users[issue] = len({STREAM.user(number) for number in mine})
        found.issues[issue] = (STREAM.type(issue), len(mine), found.users[issue])
        found.api_issues[STREAM.type(issue)] = len(mine)
    found.books = Counter(accepted=len(numbers) + 4, stored=len(numbers), dead=4)
    found.dead = DEAD.copy()
    return found


def judged(holdings: Holdings, ledger: Ledger | None = None) -> Verdict:
    return compare(STREAM, ledger or told(), holdings, DEAD)


def test_nothing_is_wrong_where_all_is_right() -> None:
    verdict = judged(held())
    assert (verdict.problems, verdict.stored, verdict.lost, verdict.double) == ((), 10, 0, 0)


def test_what_was_broken_off_may_be_stored_or_not() -> None:
    ledger = told(range(8))
    ledger.break_off(8)
    assert judged(held(range(8)), ledger).problems == ()
    verdict = judged(held(range(9)), ledger)
    assert (verdict.problems, verdict.unknown_stored) == ((), 1)


def test_an_event_that_got_200_and_is_not_stored_is_lost() -> None:
    verdict = judged(held(range(9)))
    assert verdict.lost == 1
    assert verdict.problems[0] == "1 events are lost: 9"


def test_an_event_in_two_days_is_double() -> None:
    holdings = held()
    holdings.rows.append(holdings.rows[0])
    assert judged(holdings).double == 1


def _miscount(holdings: Holdings) -> None:
    kind, times, users = holdings.issues[0]
    holdings.issues[0] = (kind, times + 1, users)


def _mix_up(holdings: Holdings) -> None:
    event_id, _, hour = holdings.rows[0]
    holdings.rows[0] = (event_id, 1, hour)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_mix_up, "in the wrong issue"),
        (_miscount, "the counts of issues are wrong"),
        (lambda all: all.hours.update({(0, HOUR): 1}), "the hours are wrong"),
        (lambda all: all.tags.update({(0, "level", "error"): 1}), "the tags are wrong"),
        (lambda all: all.users.update({0: 1}), "the users are wrong"),
        (lambda all: all.releases.update({"soak@1.0.0": 1}), "the releases are wrong"),
        (lambda all: all.api_issues.update({"Soak0Error": 99}), "the counts of the list of issues are wrong"),
        (lambda all: all.books.update({"stored": 1}), "have a fate"),
        (lambda all: all.books.update({"stored": -1, "duplicate": 1}), "the books say 9 stored, and 10 are"),
        (lambda all: all.dead.update({"processing_error": 1}), "dead are"),
        (lambda all: setattr(all, "dead_copies", Counter()), "the topic of dead records has {}"),
        (lambda all: all.limited.update({"log_full": 1}), "0 heard 429 for log_full, and 1 are counted"),
        (lambda all: all.found.update({STREAM.event_id(0): 1}), "searching finds 0 stored events not, and 1 too often"),
        (lambda all: all.damaged.append("event 3 in the payload store: user"), "event 3 in the payload store: user"),
    ],
)
def test_damage_is_found(damage: Callable[[Holdings], object], said: str) -> None:
    holdings = held()
    damage(holdings)
    assert said in " / ".join(judged(holdings).problems)
