"""Silences, maintenance windows that come again, inhibitions."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from core.alerts import Repeats
from core.alerts.holding import (
    Inhibition,
    OpenAlert,
    Silence,
    check_silence,
    current_window,
    inhibited_by,
    is_over,
    next_window,
    silenced_by,
)
from core.errors import Rejected

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = 1_800_000_000.0


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM).timestamp()


def local(moment: float) -> str:
    return datetime.fromtimestamp(moment, STOCKHOLM).strftime("%m-%d %H:%M")


def maintenance(start: str, end: str, every: str = "day", until: str | None = None) -> Silence:
    repeats = Repeats(every=every, time_zone="Europe/Stockholm", until=until)  # type: ignore[arg-type]
    return Silence(
        id=1,
        kind="maintenance",
        matcher="project:shop",
        comment="",
        starts_at=at(start),
        ends_at=at(end),
        repeats=repeats,
    )


def silence(start: float, end: float, matcher: str = "project:shop", silence_id: int = 1) -> Silence:
    return Silence(id=silence_id, kind="silence", matcher=matcher, comment="", starts_at=start, ends_at=end)


@pytest.mark.parametrize(
    ("now", "ends"),
    [
        ("2027-01-15T01:59", None),
        ("2027-01-15T02:00", "01-15 04:00"),
        ("2027-01-15T04:00", None),
        ("2027-01-20T03:59", "01-20 04:00"),
        ("2027-01-14T03:00", None),  # before it first began
        # The clock goes forward on 28 March: two o'clock never comes, the window begins with the jump.
        ("2027-03-28T01:59", None),
        ("2027-03-28T03:00", "03-28 04:00"),
        ("2027-03-29T02:30", "03-29 04:00"),
        # It goes back on 31 October: two to three comes twice, both are in it.
        ("2027-10-31T02:30", "10-31 04:00"),
        ("2027-10-31T03:30", "10-31 04:00"),
        ("2027-11-01T03:30", "11-01 04:00"),
    ],
)
def test_a_nightly_window_keeps_its_hours_when_the_clocks_change(now: str, ends: str | None) -> None:
    window = current_window(maintenance("2027-01-15T02:00", "2027-01-15T04:00"), at(now))
    assert (None if window is None else local(window.end)) == ends


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-01-22T23:30", "01-23 01:00"),  # over midnight
        ("2027-01-23T00:59", "01-23 01:00"),
        ("2027-01-21T23:30", None),
        ("2027-02-12T23:30", "02-13 01:00"),
        ("2027-02-19T23:30", None),  # after its last day
    ],
)
def test_a_weekly_window_over_midnight_until_a_day(now: str, expected: str | None) -> None:
    weekly = maintenance("2027-01-15T23:00", "2027-01-16T01:00", "week", "2027-02-12")
    window = current_window(weekly, at(now))
    assert (None if window is None else local(window.end)) == expected


def test_what_comes_next_and_when_it_is_over() -> None:
    weekly = maintenance("2027-01-15T23:00", "2027-01-16T01:00", "week", "2027-01-22")
    following = next_window(weekly, at("2027-01-16T12:00"))
    assert following is not None
    assert local(following.start) == "01-22 23:00"
    assert not is_over(weekly, at("2027-01-23T00:30"))
    assert is_over(weekly, at("2027-01-23T01:00"))
    assert is_over(silence(NOW, NOW + 60), NOW + 60)
    assert not is_over(silence(NOW, NOW + 60), NOW - 60)


def test_of_several_silences_the_one_that_lasts_counts() -> None:
    found = silenced_by(
        [
            silence(NOW, NOW + 60, silence_id=1),
            silence(NOW, NOW + 600, silence_id=2),
            silence(NOW, NOW + 6000, "project:mill", 3),
            silence(NOW + 1, NOW + 9000, silence_id=4),
        ],
        {"project": "shop"},
        NOW,
    )
    assert found is not None
    assert (found[0].id, found[1].end) == (2, NOW + 600)


DATABASE = OpenAlert(id=1, number=1, labels={"service": "database", "region": "eu", "severity": "critical"})
SHOP = OpenAlert(id=2, number=2, labels={"service": "shop", "region": "eu", "severity": "high"})
RULE = Inhibition(id=7, name="", source="service:database", target="severity:[critical, high]", equal=("region",))


@pytest.mark.parametrize(
    ("labels", "others", "expected"),
    [
        (SHOP.labels, [DATABASE, SHOP], 1),
        ({**SHOP.labels, "region": "us"}, [DATABASE, SHOP], None),
        ({**SHOP.labels, "severity": "low"}, [DATABASE, SHOP], None),
        (SHOP.labels, [SHOP], None),
    ],
)
def test_inhibition(labels: dict[str, str], others: list[OpenAlert], expected: int | None) -> None:
    found = inhibited_by([RULE], 2, labels, others)
    assert (None if found is None else found[1].id) == expected


def test_what_matches_both_sides_is_not_held_by_its_like() -> None:
    """Else two alerts would hold each other back, and nobody would be told of either."""
    second = OpenAlert(id=3, number=3, labels=DATABASE.labels)
    assert inhibited_by([RULE], 1, DATABASE.labels, [DATABASE, second]) is None
    only_source = OpenAlert(id=4, number=4, labels={**DATABASE.labels, "severity": "low"})
    found = inhibited_by([RULE], 1, DATABASE.labels, [DATABASE, only_source])
    assert found is not None


def test_labels_that_both_lack_are_the_same() -> None:
    source = OpenAlert(id=1, number=1, labels={"service": "database"})
    assert inhibited_by([RULE], 2, {"service": "shop", "severity": "high"}, [source]) is not None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (silence(NOW, NOW - 1), "after it begins"),
        (silence(NOW - 100, NOW - 50), "over already"),
        (silence(NOW, NOW + 400 * 86_400), "a year at most"),
        (silence(NOW + 400 * 86_400, NOW + 401 * 86_400), "begin within a year"),
        (silence(NOW, NOW + 60, "severity:>1"), "compared"),
        (maintenance("2027-01-15T02:00", "2027-01-17T02:00"), "longer than a day"),
        (maintenance("2027-01-15T02:00", "2027-01-15T03:00", until="2027-13-01"), "no such day"),
        (maintenance("2026-01-15T02:00", "2026-01-15T03:00", until="2026-02-01"), "over already"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Silence, words: str) -> None:
    with pytest.raises(Rejected, match=words):
        check_silence(wrong, NOW)
