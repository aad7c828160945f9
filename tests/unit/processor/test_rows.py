"""What an event's row says of it."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from core.events import RawEvent
from processor.rows import day


@pytest.fixture(params=["Pacific/Auckland", "America/Los_Angeles"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's time zone."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("received_at", "expected"),
    [
        (datetime(2027, 1, 15, tzinfo=UTC).timestamp() - 0.001, date(2027, 1, 14)),
        (datetime(2027, 1, 15, tzinfo=UTC).timestamp(), date(2027, 1, 15)),
        (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC).timestamp(), date(2028, 2, 29)),
    ],
)
def test_a_day_begins_at_midnight_of_utc_wherever_the_machine_is(received_at: float, expected: date) -> None:
    raw = RawEvent(7, 1, "0" * 32, received_at, None, None, None, "", "error", "", 0, 2, b"{}")
    assert day(raw) == expected
