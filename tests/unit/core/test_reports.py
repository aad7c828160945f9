"""When a report is due, in the time zone of whoever reads it."""

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from core.reports import Period, last_due, next_due, seconds_to_quarter, zone_named


def at(text: str) -> float:
    return datetime.fromisoformat(text if text.startswith("20") else f"2027-{text}").replace(tzinfo=UTC).timestamp()


def utc(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()[5:16]


# 2027-01-15 is a Friday; summer time begins in Berlin on 2027-03-28 at 01:00 UTC, in New York on 2027-03-14 at 07:00.
DUE = [
    # period, zone, hour, now, name of the report, due, next; all of 2027
    ("daily", "UTC", 8, "01-15T08:00", "01-14", "01-15T08:00", "01-16T08:00"),
    ("daily", "UTC", 8, "01-15T07:59", "01-13", "01-14T08:00", "01-15T08:00"),
    ("daily", "Europe/Berlin", 8, "01-15T07:00", "01-14", "01-15T07:00", "01-16T07:00"),
    ("daily", "Asia/Kathmandu", 8, "01-15T02:15", "01-14", "01-15T02:15", "01-16T02:15"),
    ("daily", "Pacific/Auckland", 8, "01-14T19:00", "01-14", "01-14T19:00", "01-15T19:00"),
    ("daily", "America/New_York", 23, "01-15T04:00", "01-13", "01-15T04:00", "01-16T04:00"),
    # The day that has 23 hours, and the hour that is left out.
    ("daily", "Europe/Berlin", 8, "03-28T12:00", "03-27", "03-28T06:00", "03-29T06:00"),
    ("daily", "Europe/Berlin", 2, "03-28T12:00", "03-27", "03-28T01:00", "03-29T00:00"),
    # The day that has 25, and the hour that comes twice: the first time counts.
    ("daily", "Europe/Berlin", 2, "10-31T00:30", "10-30", "10-31T00:00", "11-01T01:00"),
    ("daily", "Europe/Berlin", 2, "10-31T01:30", "10-30", "10-31T00:00", "11-01T01:00"),
    # Midnight is left out in Cuba.
    ("daily", "America/Havana", 0, "03-14T12:00", "03-13", "03-14T05:00", "03-15T04:00"),
    # Two hours are left out at Troll, and the report comes when they begin.
    ("daily", "Antarctica/Troll", 2, "03-28T12:00", "03-27", "03-28T01:00", "03-29T00:00"),
    # Half an hour, twice a year.
    ("daily", "Australia/Lord_Howe", 2, "10-03T00:00", "10-02", "10-02T15:30", "10-03T15:00"),
    ("daily", "Australia/Lord_Howe", 1, "04-03T15:00", "04-03", "04-03T14:00", "04-04T14:30"),
    # Of last year, in this one.
    ("daily", "Pacific/Auckland", 8, "2026-12-31T19:00", "12-31", "12-31T19:00", "01-01T19:00"),
    # Weeks begin on Monday, there.
    ("weekly", "UTC", 8, "01-15T08:00", "01-04", "01-11T08:00", "01-18T08:00"),
    ("weekly", "UTC", 8, "01-11T07:59", "12-28", "01-04T08:00", "01-11T08:00"),
    ("weekly", "Pacific/Auckland", 0, "01-10T11:00", "01-04", "01-10T11:00", "01-17T11:00"),
    ("weekly", "Europe/Berlin", 8, "03-29T09:00", "03-22", "03-29T06:00", "04-05T06:00"),
]


@pytest.mark.parametrize(("period", "zone", "hour", "now", "name", "due", "following"), DUE)
def test_a_report_is_due_at_the_local_hour(
    period: Period, zone: str, hour: int, now: str, name: str, due: str, following: str
) -> None:
    window = last_due(period, at(now), ZoneInfo(zone), hour)
    assert (str(window.starts_on)[5:], utc(window.until)) == (name, due)
    assert utc(next_due(period, at(now), ZoneInfo(zone), hour)) == following
    earlier = last_due(period, window.until - 1, ZoneInfo(zone), hour)
    assert (earlier.until, earlier.since) == (window.since, window.before)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"])
def test_over_a_year_every_hour_belongs_to_exactly_one_daily_report(zone: str) -> None:
    now, ends = at("2027-01-01T12:00"), at("2028-01-01T12:00")
    windows = [last_due("daily", now, ZoneInfo(zone), 2)]
    while now < ends:
        now = next_due("daily", now, ZoneInfo(zone), 2)
        windows.append(last_due("daily", now, ZoneInfo(zone), 2))
        assert windows[-1].until == now
        assert now % 900 == 0  # so it is enough to look then
    assert len({window.starts_on for window in windows}) == len(windows) > 365
    assert all(one.until == following.since for one, following in pairwise(windows))


def test_there_is_nothing_to_do_before_the_next_quarter_of_an_hour() -> None:
    assert seconds_to_quarter(at("2027-01-15T08:00")) == 900
    assert seconds_to_quarter(at("2027-01-15T08:14") + 59) == 1


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "a\0b", "Europe"])
def test_a_zone_that_nobody_knows_is_utc(name: str) -> None:
    assert zone_named(name) == ZoneInfo("UTC")
