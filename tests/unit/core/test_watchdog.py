"""What is wrong with the engine, out of what was found."""

import pytest

from core.watchdog import Alerter, Round, Vitals, Ways, troubles, verdict, why_no_ping

NOW = 1_800_000_000.0
FINE = {"evaluating": Round(NOW - 3, 65), "delivering": Round(NOW - 1, 65)}
LATE = {"evaluating": Round(NOW - 3, 65), "delivering": Round(NOW - 66, 65)}


def alerter(seen: float = 2.0, rounds: dict[str, Round] = FINE) -> Alerter:
    return Alerter("a-1", NOW - 3600, NOW - seen, 0.0, rounds, None, None)


def vitals(*alerters: Alerter, signal: float | None = None, due: float | None = None) -> Vitals:
    return Vitals(alerters, None if signal is None else NOW - signal, None if due is None else NOW - due)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (vitals(alerter()), []),
        (vitals(alerter(), signal=60, due=300), []),
        (vitals(alerter(), signal=61), ["late"]),
        (vitals(alerter(), due=301), ["stuck"]),
        (vitals(alerter(), signal=90, due=400), ["late", "stuck"]),
        (vitals(), []),
        (vitals(signal=100), ["late"]),
        (vitals(signal=121), ["no_alerter", "late"]),
        (vitals(alerter(seen=121), due=121), ["no_alerter"]),
        (vitals(alerter(seen=121), alerter(), signal=121), ["late"]),
    ],
)
def test_it_is_trouble_when_work_waits_too_long(found: Vitals, expected: list[str]) -> None:
    assert [one.name for one in troubles(found, NOW)] == expected


def life(name: str, started: float, seen: float) -> Alerter:
    """Minutes ago."""
    return Alerter(name, NOW - 60 * started, NOW - 60 * seen, 0.0, FINE, None, None)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ([life("a", 60, 0)], ["a"]),
        # Killed, and started again: one process, twice.
        ([life("old", 60, 30), life("new", 30, 0)], ["new"]),
        ([life("oldest", 90, 60), life("old", 59, 30), life("new", 29, 0)], ["new"]),
        # Two were there, and one is.
        ([life("gone", 60, 5), life("a", 60, 0)], ["a", "gone"]),
        ([life("gone", 90, 61), life("a", 120, 0)], ["a"]),
        ([life("one", 60, 30), life("other", 60, 30), life("new", 29, 0)], ["new", "other"]),
        # A rolling update: the new one is there before the old one ends.
        ([life("old", 60, 10), life("new", 11, 0)], ["new"]),
        # None lives: those of the last generation, not those before.
        ([life("old", 900, 600), life("last", 599, 300)], ["last"]),
        ([], []),
    ],
)
def test_of_alerters_that_are_gone_those_are_shown_that_nobody_replaced(found: list[Alerter], shown: list[str]) -> None:
    assert [one.name for one in Vitals(tuple(found), None, None).worth_showing(NOW)] == shown


def test_trouble_says_for_how_long_and_what_to_do() -> None:
    gone = troubles(vitals(alerter(seen=900), signal=890), NOW)[0]
    assert gone.detail.startswith("no alerter was seen for 15 min and work waits")
    assert "Start `redshank serve alerter`" in gone.detail


def test_a_ping_says_that_all_duties_are_done_in_time() -> None:
    assert why_no_ping(FINE, [], NOW) is None
    assert why_no_ping(LATE, [], NOW) == "held back: delivering not done in time"
    late = troubles(vitals(alerter(), signal=90), NOW)
    assert (why_no_ping(FINE, late, NOW) or "").startswith("held back: rules are evaluated 90 s late")


@pytest.mark.parametrize(
    ("found", "ways", "told", "begins"),
    [
        (vitals(alerter()), Ways(2, 1, mail=True), True, "Yes, by mail and 1 channel: 2 rules watch"),
        (vitals(alerter()), Ways(1, 3, mail=False), True, "Yes, by 3 channels: 1 rule watch"),
        (vitals(alerter(rounds=LATE), alerter()), Ways(1, 0, mail=True), True, "Yes, by mail"),
        (vitals(), Ways(2, 1, mail=True), False, "No: no alerter runs."),
        (vitals(alerter(), signal=90), Ways(2, 1, mail=True), False, "Not as it should be: rules are evaluated 90 s"),
        (vitals(alerter(rounds=LATE)), Ways(2, 1, mail=True), False, "Not as it should be: delivering not done"),
        (vitals(alerter()), Ways(0, 1, mail=True), False, "No: no rule is active"),
        (vitals(alerter()), Ways(2, 0, mail=False), False, "Only in the inbox here"),
        (vitals(alerter()), Ways(2, 1, mail=True, all_failed=True), False, "Not as it should be: none of the messages"),
    ],
)
def test_is_anybody_told_when_something_breaks(found: Vitals, ways: Ways, told: bool, begins: str) -> None:
    is_told, sentence = verdict(found, ways, NOW)
    assert (is_told, sentence.startswith(begins)) == (told, True), sentence
