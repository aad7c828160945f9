"""Timestamps in every form, and clocks that are wrong."""

from typing import Any

import pytest

from processor.normalize import normalize
from tests.unit.processor.normalize.samples import RECEIVED_AT, raw_event

AT = 1_795_323_660.0
"""2026-11-22T05:01:00Z, forty seconds before the events here are received."""
MINUTE, DAY = 60, 86_400


def normalized(sent_at: float | None = None, **event: Any) -> dict[str, Any]:
    return normalize(raw_event(sent_at=sent_at), event).data


def notes(event: dict[str, Any]) -> list[str]:
    return [note["type"] for note in event.get("errors", ())]


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("2026-11-22T05:01:00Z", AT),
        ("2026-11-22T05:01:00.250Z", AT + 0.25),
        ("2026-11-22T05:01:00.123456789Z", AT + 0.123457),
        ("2026-11-22T07:01:00+02:00", AT),
        ("2026-11-22T05:01:00", AT),
        ("2026-11-22 05:01:00", AT),
        (1_795_323_660, AT),
        (1_795_323_660.5, AT + 0.5),
        ("1795323660.5", AT + 0.5),
        (1_795_323_660_500, AT + 0.5),
        (1_795_323_660_500_000, AT + 0.5),
        (1_795_323_660_500_000_000, AT + 0.5),
    ],
)
def test_timestamps_become_epoch_seconds(given: Any, seconds: float) -> None:
    """Without a zone it is UTC; whole numbers may count seconds or finer."""
    event = normalized(timestamp=given)
    assert event["timestamp"] == seconds
    assert "errors" not in event


@pytest.mark.parametrize(
    "given", ["", "soon", "2026-13-45", "nan", "2026-11-22T05:01:infZ", -5, 0, 1e300, True, [], {}]
)
def test_unreadable_timestamps_become_the_arrival(given: Any) -> None:
    event = normalized(timestamp=given)
    assert event["timestamp"] == RECEIVED_AT
    assert notes(event) == ["invalid_data"]


def test_a_clock_that_is_less_than_55_minutes_off_is_left_alone() -> None:
    assert normalized(sent_at=RECEIVED_AT - 54 * MINUTE, timestamp=AT - 54 * MINUTE)["timestamp"] == AT - 54 * MINUTE


@pytest.mark.parametrize("off", [56 * MINUTE, -56 * MINUTE, -400 * DAY])
def test_a_clock_that_is_further_off_is_put_right(off: float) -> None:
    """All timestamps are shifted alike, and both clocks are noted."""
    event = normalized(
        sent_at=RECEIVED_AT + off, timestamp=AT + off, breadcrumbs=[{"message": "m", "timestamp": AT - 10 + off}]
    )
    assert event["timestamp"] == AT
    assert event["breadcrumbs"]["values"][0]["timestamp"] == AT - 10
    assert notes(event) == ["clock_drift"]
    assert event["errors"][0]["server_time"] == "2026-11-22T05:01:40+00:00"


def test_without_the_senders_clock_nothing_is_put_right() -> None:
    assert normalized(timestamp=AT - 2 * DAY)["timestamp"] == AT - 2 * DAY


@pytest.mark.parametrize(
    ("at", "kept", "noted"),
    [
        (RECEIVED_AT + 59, True, []),
        (RECEIVED_AT + 61, False, ["future_timestamp"]),
        (RECEIVED_AT - 29 * DAY, True, []),
        (RECEIVED_AT - 31 * DAY, False, ["past_timestamp"]),
    ],
)
def test_events_from_the_future_or_the_far_past_land_on_their_arrival(at: float, kept: bool, noted: list[str]) -> None:
    event = normalized(timestamp=at, breadcrumbs=[{"message": "m", "timestamp": at - 5}])
    assert event["timestamp"] == (at if kept else RECEIVED_AT)
    assert event["breadcrumbs"]["values"][0]["timestamp"] == (at if kept else RECEIVED_AT) - 5
    assert notes(event) == noted
