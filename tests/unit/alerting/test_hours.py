"""Mute times and quiet hours on the days when the clock changes, over midnight and across the year's end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alerting.decide import hours_end
from core.alerts import MuteTime
from tests.unit.core.schedules.test_zones import ODD_ZONES

BERLIN, HOWE, NEW_YORK = "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"


def hours(start: str, end: str, zone: str = BERLIN, *days: int) -> MuteTime:
    return MuteTime(start=start, end=end, time_zone=zone, days=days or tuple(range(7)))


def at(utc: str) -> float:
    return datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp()


# Berlin goes forward on 28 March 2027 at 01:00 UTC from 02:00 to 03:00, and back on 31 October at 01:00 UTC; Lord Howe
# by half an hour: forward on 3 October (2 October, 15:30 UTC), back on 4 April (3 April, 15:00 UTC).
ENDS: list[tuple[str, MuteTime, str, str | None]] = [
    ("a night that has an hour less", hours("22:00", "06:00"), "2027-03-27T21:00", "2027-03-28T04:00"),
    ("the same, looked at after the jump", hours("22:00", "06:00"), "2027-03-28T01:00", "2027-03-28T04:00"),
    (
        "it ends at a time that is left out: at the jump",
        hours("22:00", "02:30"),
        "2027-03-28T00:59",
        "2027-03-28T01:00",
    ),
    ("over at the jump", hours("22:00", "02:30"), "2027-03-28T01:00", None),
    ("it begins at one: at the jump", hours("02:30", "04:00"), "2027-03-28T01:00", "2027-03-28T02:00"),
    ("not sooner", hours("02:30", "04:00"), "2027-03-28T00:59", None),
    ("left out altogether: never", hours("02:00", "02:45"), "2027-03-28T01:00", None),
    ("nor the minute before", hours("02:00", "02:45"), "2027-03-28T00:59", None),
    ("a night that has an hour more", hours("22:00", "06:00"), "2027-10-30T20:00", "2027-10-31T05:00"),
    ("both comings lie within", hours("02:00", "03:00"), "2027-10-31T00:00", "2027-10-31T02:00"),
    (
        "it ends at a time that comes twice: the first time",
        hours("01:00", "02:30"),
        "2027-10-31T00:00",
        "2027-10-31T00:30",
    ),
    ("over, and it does not begin again", hours("01:00", "02:30"), "2027-10-31T01:10", None),
    ("it begins at one: the first time", hours("02:30", "03:30"), "2027-10-31T00:30", "2027-10-31T02:30"),
    ("half an hour less", hours("22:00", "06:00", HOWE), "2027-10-02T12:00", "2027-10-02T19:00"),
    ("its gap is half an hour long", hours("01:00", "02:15", HOWE), "2027-10-02T15:00", "2027-10-02T15:30"),
    ("half an hour more", hours("22:00", "06:00", HOWE), "2027-04-03T12:00", "2027-04-03T19:30"),
    ("half past one comes twice there", hours("01:00", "01:45", HOWE), "2027-04-03T14:30", "2027-04-03T14:45"),
    ("a whole day of 23 hours", hours("00:00", "00:00", NEW_YORK, 6), "2027-03-14T05:00", "2027-03-15T04:00"),
    ("a whole day of 25 hours", hours("00:00", "00:00", NEW_YORK, 6), "2027-11-07T04:00", "2027-11-08T05:00"),
    (
        "over midnight, of the day on which it began",
        hours("22:00", "06:00", BERLIN, 4),
        "2027-01-16T04:59",
        "2027-01-16T05:00",
    ),
    ("not of the day on which it ends", hours("22:00", "06:00", BERLIN, 5), "2027-01-16T04:59", None),
    ("from Sunday into Monday", hours("22:00", "06:00", BERLIN, 6), "2027-01-18T00:00", "2027-01-18T05:00"),
    ("into the new year", hours("18:00", "08:00", BERLIN, 3), "2026-12-31T23:30", "2027-01-01T07:00"),
    (
        "in the new year, of the old one's last day",
        hours("18:00", "08:00", BERLIN, 3),
        "2027-01-01T06:59",
        "2027-01-01T07:00",
    ),
    (
        "the last day of a leap year's February",
        hours("20:00", "04:00", "UTC", 1),
        "2028-02-29T23:00",
        "2028-03-01T04:00",
    ),
    (
        "the zone is ahead: there it is the new year",
        hours("00:00", "09:00", "Asia/Tokyo", 4),
        "2026-12-31T15:00",
        "2027-01-01T00:00",
    ),
]


@pytest.mark.parametrize(("what", "given_hours", "now", "ends"), ENDS, ids=[row[0] for row in ENDS])
def test_when_hours_end_on_odd_days(what: str, given_hours: MuteTime, now: str, ends: str | None) -> None:
    found = hours_end([given_hours], at(now))
    assert (None if found is None else datetime.fromtimestamp(found, UTC)) == (
        None if ends is None else datetime.fromisoformat(ends).replace(tzinfo=UTC)
    ), what


QUARTER = 900
_CHANGES = [
    at(utc)
    for utc in ("2027-03-14T07:00", "2027-03-28T01:00", "2027-04-03T15:00", "2027-10-02T15:30", "2027-10-31T01:00")
]
moments = st.one_of(
    st.integers(0, 2 * 365 * 96).map(lambda one: at("2027-01-01") + one * QUARTER),
    st.builds(lambda change, off: change + off * QUARTER, st.sampled_from(_CHANGES), st.integers(-120, 120)),
    st.integers(-96, 96).map(lambda off: at("2027-01-01") + off * QUARTER),
)
walls = st.integers(0, 95).map(lambda one: f"{one // 4:02}:{one % 4 * 15:02}")
some_hours = st.builds(
    lambda start, end, zone, days: MuteTime(start=start, end=end, time_zone=zone, days=tuple(days)),
    walls,
    walls,
    st.sampled_from(ODD_ZONES),
    st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True),
)


def covered(one: MuteTime, first: float, quarters: int) -> list[bool]:
    """By walking along the clock on the wall: what a person with a watch would say of each quarter of an hour."""
    zone = ZoneInfo(one.time_zone)
    shown = [datetime.fromtimestamp(first + at * QUARTER, zone).replace(tzinfo=None) for at in range(quarters)]

    def comes(day: date, time: str) -> int:
        wanted = datetime.fromisoformat(f"{day}T{time}")
        return next((at for at, wall in enumerate(shown) if wall >= wanted), quarters)

    found = [False] * quarters
    day, last = shown[0].date() - timedelta(days=1), shown[-1].date()
    while day <= last:
        if day.weekday() in one.days:
            until = comes(day if one.end > one.start else day + timedelta(days=1), one.end)
            for at in range(comes(day, one.start), until):
                found[at] = True
        day += timedelta(days=1)
    return found


@settings(max_examples=300)
@given(some_hours, moments)
@example(hours("22:00", "02:30"), at("2027-03-28T00:45"))
@example(hours("00:00", "00:00", "Pacific/Apia"), at("2027-01-01"))
def test_hours_end_when_the_watch_says_so(one: MuteTime, now: float) -> None:
    """Two days back and three ahead, quarter by quarter, in every odd zone."""
    back, ahead = 2 * 96, 3 * 96
    seen = covered(one, now - back * QUARTER, back + ahead)[back:]
    ends = hours_end([one], now)
    if not seen[0]:
        assert ends is None
        return
    calm = next((at for at, muted in enumerate(seen) if not muted), None)
    assert ends is not None
    assert ends == now + calm * QUARTER if calm is not None else ends >= now + ahead * QUARTER


@settings(max_examples=200)
@given(st.lists(some_hours, min_size=1, max_size=3), moments)
def test_when_hours_end_they_are_over(several: list[MuteTime], now: float) -> None:
    ends = hours_end(several, now)
    if ends is None or ends >= now + 7 * 86_400:
        return  # never held, or always: looked at again
    assert ends > now
    assert hours_end(several, ends) is None
    assert hours_end(several, (now + ends) / 2) == ends
