"""What holds an alert back, and what says it flaps."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from alerting.decide import CALM_SECONDS, FLAPS, Before, Facts, Flap, flap_of, held, hours_end
from core.alerts import MuteTime
from core.alerts.holding import Inhibition, OpenAlert, Silence

NOW = datetime(2027, 1, 15, 23, 0, tzinfo=UTC).timestamp()
"""A Friday."""
LABELS = {"project": "shop", "severity": "high"}
FACTS = Facts(alert_id=1, labels=LABELS, noticed_at=NOW - 60, is_told=False)
SILENCE = Silence(
    id=3, kind="silence", matcher="project:shop", comment="we  know", starts_at=NOW - 60, ends_at=NOW + 600
)
WINDOW = replace(SILENCE, id=4, kind="maintenance", ends_at=NOW + 60)
INHIBITION = Inhibition(id=5, name="database", source="project:db", target="severity:high", equal=())
SOURCE = OpenAlert(id=2, number=9, labels={"project": "db"})
NIGHT = MuteTime(start="22:00", end="06:00")


def facts(**changes: Any) -> Facts:
    return replace(FACTS, **changes)


@pytest.mark.parametrize(
    ("given", "by", "words", "seconds"),
    [
        (facts(), None, "", 0),
        (facts(silences=[SILENCE]), "silence:3", "silence 3, “we know”", 600),
        (facts(silences=[WINDOW]), "maintenance:4", "maintenance window 4", 60),
        (facts(silences=[WINDOW, SILENCE]), "silence:3", "silence 3", 600),
        (facts(silences=[replace(SILENCE, matcher="project:mill")]), None, "", 0),
        (facts(silences=[replace(SILENCE, ends_at=NOW)]), None, "", 0),
        (facts(inhibitions=[INHIBITION], others=[SOURCE]), "inhibition:5", "while A-9 is open", 60),
        (facts(inhibitions=[INHIBITION]), None, "", 0),
        (facts(mute_times=[NIGHT]), "mute", "mute hours", 7 * 3600),
        (facts(mute_times=[replace(NIGHT, days=(5,))]), None, "", 0),
        (facts(mute_times=[replace(NIGHT, time_zone="Nowhere/Land")]), None, "", 0),
        (facts(mute_times=[replace(NIGHT, start="25:00")]), None, "", 0),
        (facts(flap=Flap.GOES_ON), "flapping", "it flaps", CALM_SECONDS - 60),
        (facts(flap=Flap.GOES_ON, noticed_at=NOW - CALM_SECONDS), None, "", 0),
        (facts(flap=Flap.BEGINS), None, "", 0),
        (facts(flap=Flap.BEGINS, is_told=True), "flapping", "it flaps", CALM_SECONDS - 60),
        # What somebody wished is what people read first.
        (facts(flap=Flap.GOES_ON, mute_times=[NIGHT], silences=[SILENCE]), "silence:3", "silence 3", 600),
    ],
)
def test_held_back_with_its_reason(given: Facts, by: str | None, words: str, seconds: float) -> None:
    found = held(given, NOW)
    if by is None:
        assert found is None
        return
    assert found is not None
    assert (found.by, round(found.until - NOW)) == (by, seconds)
    assert words in found.because


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (Before(openings=1), Flap.NO),
        (Before(openings=FLAPS - 1), Flap.NO),
        (Before(openings=FLAPS), Flap.BEGINS),
        (Before(openings=FLAPS, flapped=True, ended_at=NOW - 60), Flap.GOES_ON),
        # It flapped, and opens again within half an hour: that it opens more rarely now is not calm.
        (Before(openings=1, flapped=True, ended_at=NOW - CALM_SECONDS + 1), Flap.GOES_ON),
        (Before(openings=1, flapped=True, ended_at=NOW - CALM_SECONDS), Flap.NO),
        (Before(openings=1, flapped=False, ended_at=NOW - 1), Flap.NO),
        (Before(openings=FLAPS, flapped=True, ended_at=NOW - CALM_SECONDS), Flap.BEGINS),
    ],
)
def test_flapping(before: Before, expected: Flap) -> None:
    assert flap_of(NOW, before) is expected


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        ([], None),
        ([NIGHT], "2027-01-16 06:00"),
        ([MuteTime(start="08:00", end="18:00")], None),
        # Hours that follow each other are one stretch.
        ([NIGHT, MuteTime(start="06:00", end="09:00", days=(5,))], "2027-01-16 09:00"),
        # All of the weekend, in a zone of its own: Monday 00:00 in Tokyo.
        ([MuteTime(start="00:00", end="00:00", days=(5, 6), time_zone="Asia/Tokyo")], "2027-01-17 15:00"),
    ],
)
def test_when_hours_end(hours: list[MuteTime], ends: str | None) -> None:
    found = hours_end(hours, NOW)
    assert (None if found is None else datetime.fromtimestamp(found, UTC).strftime("%Y-%m-%d %H:%M")) == ends


def test_a_rule_that_is_always_mute_is_looked_at_again() -> None:
    ends = hours_end([MuteTime(start="00:00", end="00:00")], NOW)
    assert ends is not None
    assert NOW + 7 * 86_400 <= ends <= NOW + 20 * 86_400
