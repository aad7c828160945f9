"""Wall-clock time as moments, on ordinary days and on those when the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Rejected
from core.schedules.zones import known_zone, local_moment

ODD_ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Pacific/Apia",  # left out 30 December 2011
    "Africa/Casablanca",  # goes back for Ramadan
    "America/St_Johns",
    "Asia/Kathmandu",
    "UTC",
)


def at(zone: str, wall: str) -> str:
    moment = local_moment(datetime.fromisoformat(wall), ZoneInfo(zone))
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Berlin", "2026-01-15T09:00", "2026-01-15T08:00"),
        ("Europe/Berlin", "2026-07-15T09:00", "2026-07-15T07:00"),
        # It never comes: the moment of the jump.
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00"),
        # It comes twice: the first time.
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Europe/Berlin", "2028-02-29T09:00", "2028-02-29T08:00"),
    ],
)
def test_a_local_time_is_one_moment(zone: str, wall: str, utc: str) -> None:
    assert at(zone, wall) == utc


@given(
    zone=st.sampled_from(ODD_ZONES),
    wall=st.datetimes(min_value=datetime(2005, 1, 1), max_value=datetime(2040, 1, 1)).map(
        lambda one: one.replace(second=0, microsecond=0)
    ),
    minutes=st.integers(1, 3 * 1440),
)
def test_later_on_the_wall_is_never_earlier(zone: str, wall: datetime, minutes: int) -> None:
    known = ZoneInfo(zone)
    assert local_moment(wall, known) <= local_moment(wall + timedelta(minutes=minutes), known)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "europe/berlin", "x" * 500])
def test_an_unknown_zone_says_what_to_write(name: str) -> None:
    with pytest.raises(Rejected, match="IANA name such as Europe/Stockholm"):
        known_zone(name)
