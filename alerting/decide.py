"""Whether an alert may tell anybody now: silences, maintenance, inhibition, mute times, flapping. Pure.

In this order, since people read only the first reason that applies: what somebody asked for, then the rule's mute
times, then what the engine decides by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.alerts import MuteTime
from core.alerts.holding import Inhibition, OpenAlert, Silence, inhibited_by, silenced_by
from core.errors import Rejected
from core.schedules.rotation import open_hours
from core.schedules.zones import known_zone

FLAPS: Final = 5
"""An alert flaps when it opens this often within an hour, for one rule and group. Five openings and their resolutions
make ten messages, and people stop reading them."""
CALM_SECONDS: Final = 1800.0
"""After this long without opening or closing, it flaps no more: more than twice the twelve minutes between two openings
of a flapping alert."""
LOOK_AGAIN_SECONDS: Final = 60.0
"""When to look again where no end is known. The source of an inhibition tells when it resolves; this is for a
notification that got lost."""
_LONGEST_LOOK: Final = 8 * 86_400.0
"""How far ahead mute times are computed; an alert of a rule that is always mute is looked at again then."""


class Flap(StrEnum):
    """What the earlier openings say about this one."""

    NO = "no"
    BEGINS = "begins"
    """The first flapping alert: people are told once, and the message says that it flaps."""
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What is known about earlier alerts of the same rule and group."""

    openings: int
    """Within the hour before this one opened, this one included."""
    flapped: bool = False
    """Whether the alert before this one was flapping."""
    ended_at: float | None = None
    """When the one before was resolved, epoch seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts that the decision depends on. Moments in epoch seconds."""

    alert_id: int
    labels: Mapping[str, str]
    noticed_at: float
    is_told: bool
    """Whether somebody was told of this alert."""
    flap: Flap = Flap.NO
    silences: Sequence[Silence] = ()
    inhibitions: Sequence[Inhibition] = ()
    others: Sequence[OpenAlert] = ()
    """Open alerts of the organization."""
    mute_times: Sequence[MuteTime] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The alert is held back: nobody is told."""

    by: str
    """As in `alerts.held_by`."""
    because: str
    """For the time line: what follows "held back: "."""
    until: float
    """When to look again, epoch seconds."""


def flap_of(noticed_at: float, before: Before) -> Flap:
    """Whether an alert that opened at `noticed_at` flaps. The answer stays the same throughout its life."""
    if before.flapped and before.ended_at is not None and noticed_at - before.ended_at < CALM_SECONDS:
        return Flap.GOES_ON
    return Flap.BEGINS if before.openings >= FLAPS else Flap.NO


def held(facts: Facts, now: float) -> Held | None:
    """What holds the alert back at `now`; None: it may tell."""
    return _silenced(facts, now) or _inhibited(facts, now) or _mute(facts, now) or _flapping(facts, now)


def _silenced(facts: Facts, now: float) -> Held | None:
    found = silenced_by(facts.silences, facts.labels, now)
    if found is None:
        return None
    silence, window = found
    return Held(f"{silence.kind}:{silence.id}", f"{silence.name}, “{_short(silence.comment)}”", window.end)


def _inhibited(facts: Facts, now: float) -> Held | None:
    found = inhibited_by(facts.inhibitions, facts.alert_id, facts.labels, facts.others)
    if found is None:
        return None
    inhibition, source = found
    because = f"while A-{source.number} is open, by the inhibition “{_short(inhibition.name)}”"
    return Held(f"inhibition:{inhibition.id}", because, now + LOOK_AGAIN_SECONDS)


def _mute(facts: Facts, now: float) -> Held | None:
    ends = hours_end(facts.mute_times, now)
    return None if ends is None else Held("mute", "these are mute hours of its rule", ends)


def _flapping(facts: Facts, now: float) -> Held | None:
    calm_at = facts.noticed_at + CALM_SECONDS
    if facts.flap is Flap.NO or now >= calm_at or (facts.flap is Flap.BEGINS and not facts.is_told):
        return None
    minutes = int(CALM_SECONDS // 60)
    because = f"it flaps, opened {FLAPS} times or more within an hour; told when it stays for {minutes} minutes"
    return Held("flapping", because, calm_at)


def hours_end(hours: Sequence[MuteTime], now: float) -> float | None:
    """When the mute times that cover `now` end, the following ones included where they adjoin; None where none covers
    it. Each has its own time zone; one with an unknown zone covers nothing."""
    end = now
    while end < now + _LONGEST_LOOK:
        later = max((ends for one in hours if (ends := _end_of(one, end)) is not None), default=end)
        if later <= end:
            break
        end = later
    return None if end == now else end


def _end_of(hours: MuteTime, at: float) -> float | None:
    try:
        spans = open_hours((hours,), known_zone(hours.time_zone), at, at + _LONGEST_LOOK)
    except (Rejected, ValueError):
        return None
    return spans[0].end if spans and spans[0].start <= at < spans[0].end else None


def _short(text: str, most: int = 80) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
