"""What is due for an alert: which messages to whom, and when to look again. Pure.

    resolved       those who were told are told so; nobody was: nothing is said
    taken back     whoever was told that it is answered is told that it is not: of an acknowledgement, the chats
    acknowledged   escalation stops; chats that were told are told so; times out: it begins again with the first step
    held           nothing is said; steps that come due meanwhile come when it is released
    firing         steps in their time, the last followed by the next round or the end; then updates because issues
                   joined (not sooner than the group interval), then repeats

`notify_at` only says when to look. What is due follows from the facts, so looking too often does no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from alerting.decide import Held
from core.alerts import AlertStatus, EntryKind, Policy, Purpose, Timing

Reaches = Callable[[int], str]
"""Why the step of that index (from 0) reaches nobody; empty where it reaches somebody."""

LEAST_REPEAT: Final = 60
"""The shortest interval of repeats, in seconds: nobody reads more of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The columns of `alerts` that matter here, under their names. Moments in epoch seconds."""

    status: AlertStatus
    policy: Policy
    timing: Timing
    step: int = 0
    round: int = 0
    step_at: float | None = None
    notify_at: float | None = None
    notified_at: float | None = None
    acknowledged_until: float | None = None
    resolve_at: float | None = None
    held_by: str | None = None
    resolved_because: str | None = None
    takes_back: str | None = None
    """`acknowledged` or `resolved` where messages said so and a person has taken it back since."""
    untold: int = 0
    """Issues that no message has named."""


@dataclass(frozen=True, slots=True)
class Say:
    """A message that is due."""

    purpose: Purpose
    step: int | None = None
    """The step whose targets are told, from 0; None: those who were told before."""
    only_chats: bool = False
    """Tell only the channels among them, without mail, so that nobody is woken."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line for the time line."""

    kind: EntryKind
    text: str


@dataclass(frozen=True, slots=True)
class Advance:
    """What is to be done now, and the row as it is afterwards."""

    life: Life
    say: Say | None = None
    notes: tuple[Note, ...] = ()
    supersede: bool = False
    """Whether messages that wait to be sent have become useless, because the alert was answered."""


def advance(life: Life, hold: Held | None, reaches: Reaches, now: float) -> Advance:
    """Decide everything that is due at `now`."""
    if life.status is not AlertStatus.RESOLVED and _is_due(life.resolve_at, now):
        return _resolved_by_itself(life)
    if life.status is AlertStatus.RESOLVED:
        return _resolved(life)
    if life.status is AlertStatus.ACKNOWLEDGED:
        if not _is_due(life.acknowledged_until, now):
            return _acknowledged(life, now)
        again = replace(life, status=AlertStatus.FIRING, acknowledged_until=None, step=0, round=0, step_at=now)
        note = Note(EntryKind.UNACKNOWLEDGED, "The acknowledgement has timed out: it escalates again.")
        done = _firing(again, hold, reaches, now)
        return replace(done, notes=(note, *done.notes))
    return _firing(life, hold, reaches, now)


def _resolved_by_itself(life: Life) -> Advance:
    because = f"nothing joined it for {in_words(life.timing.auto_resolve)}"
    done = _resolved(replace(life, status=AlertStatus.RESOLVED, resolved_because=because))
    return replace(done, notes=(Note(EntryKind.RESOLVED, f"Resolved by itself: {because}."),))


def _resolved(life: Life) -> Advance:
    # Told even while held back: it wakes nobody new, and otherwise a pager's incident would stay open for ever.
    say = None if life.notified_at is None else Say("resolved")
    # Only `notify_at` is looked at while an alert is resolved. Its other moments stay for when it is re-opened.
    return Advance(replace(life, step_at=None, notify_at=None, held_by=None, takes_back=None), say, supersede=True)


def _acknowledged(life: Life, now: float) -> Advance:
    """An acknowledged alert: somebody works on it, so issues that join are told only when it escalates again."""
    if not _is_due(life.notify_at, now):
        return Advance(replace(life, step_at=None))
    say = None if life.notified_at is None else Say("acknowledged", only_chats=True)
    return Advance(replace(life, step_at=None, notify_at=None, takes_back=None), say, supersede=True)


def _firing(life: Life, hold: Held | None, reaches: Reaches, now: float) -> Advance:
    if hold is not None:
        return _hold(life, hold, now)
    free, notes = _released(_begun_again(life, reaches, now), now)
    free, corrected = _taken_back(free)
    if corrected is not None:
        # A step that is due follows at the next look; for those whom it reaches, its message supersedes this one.
        return Advance(replace(free, notify_at=_look_at(free)), corrected, notes)
    told, say, more = _steps(free, reaches, now)
    if say is None and (say := _again(told, now)) is not None:
        told = replace(told, notified_at=now, untold=0)
    return Advance(replace(told, notify_at=_look_at(told)), say, (*notes, *more))


def _taken_back(life: Life) -> tuple[Life, Say | None]:
    """An answer was taken back: tell those who were told of the answer."""
    if life.takes_back is None or life.notified_at is None:
        return replace(life, takes_back=None), None
    return replace(life, takes_back=None), Say("unacknowledged", only_chats=life.takes_back == "acknowledged")


def _hold(life: Life, hold: Held, now: float) -> Advance:
    notes = () if life.held_by == hold.by else (Note(EntryKind.HELD, f"Held back: {hold.because}."),)
    # A step that has come due meanwhile keeps no moment of its own: it comes when the alert is released.
    step_at = None if _is_due(life.step_at, now) else life.step_at
    return Advance(replace(life, held_by=hold.by, step_at=step_at, notify_at=hold.until), notes=notes, supersede=True)


def rewound(life: Life) -> Life:
    """For an alert that is held back before its last step has reached everybody: that step comes again when the alert
    is released. Some may be told twice, but nobody is left out."""
    if life.step > 0:
        return replace(life, step=life.step - 1, step_at=None)
    if life.round > 0:
        return replace(life, step=len(life.policy.steps) - 1, round=life.round - 1, step_at=None)
    return life


def _begun_again(life: Life, reaches: Reaches, now: float) -> Life:
    """For an alert whose policy has ended without reaching anybody: when something joins, the policy begins again,
    since there may be somebody to tell by now."""
    steps = range(len(life.policy.steps))
    is_unknown = life.notified_at is None and life.untold > 0 and life.step_at is None and life.step >= len(steps)
    if is_unknown and any(not reaches(step) for step in steps):
        return replace(life, step=0, round=0, step_at=now)
    return life


def _released(life: Life, now: float) -> tuple[Life, tuple[Note, ...]]:
    if life.held_by is None:
        return life, ()
    waits = life.step_at is None and life.step < len(life.policy.steps)
    free = replace(life, held_by=None, step_at=now if waits else life.step_at)
    return free, (Note(EntryKind.RELEASED, "No longer held back."),)


def _steps(life: Life, reaches: Reaches, now: float) -> tuple[Life, Say | None, tuple[Note, ...]]:
    """The step that is due. Where it reaches nobody, the next one follows at once, up to the end of the round."""
    notes: list[Note] = []
    steps = life.policy.steps
    while _is_due(life.step_at, now):
        if life.step >= len(steps):
            ended = Note(EntryKind.EXHAUSTED, "Everybody whom the policy names was told, and nobody answered.")
            nothing = Note(EntryKind.EXHAUSTED, "The policy has come to its end and reached nobody.")
            if steps:
                notes.append(nothing if life.notified_at is None else ended)
            return replace(life, step_at=None), None, tuple(notes)
        index, why = life.step, reaches(life.step)
        life = _after_step(life, now, is_told=not why)
        if not why:
            return replace(life, notified_at=now, untold=0), Say("firing", index), tuple(notes)
        notes.append(Note(EntryKind.NOBODY, f"Step {index + 1} reached nobody: {why}."))
    return life, None, tuple(notes)


def _after_step(life: Life, now: float, *, is_told: bool) -> Life:
    """The state after the step: which comes next, and when."""
    pause = life.policy.steps[life.step].minutes * 60
    if life.step + 1 < len(life.policy.steps):
        return replace(life, step=life.step + 1, step_at=now + pause if is_told else now)
    # The round is over. The next one waits even where this one reached nobody; else all rounds would pass at once.
    if life.round < life.policy.repeats:
        return replace(life, step=0, round=life.round + 1, step_at=now + max(pause, LEAST_REPEAT))
    return replace(life, step=life.step + 1, step_at=now + pause if is_told else now)


def _again(life: Life, now: float) -> Say | None:
    if _is_due(_update_at(life), now):
        return Say("update")
    return Say("repeat") if _is_due(_repeat_at(life), now) else None


def _update_at(life: Life) -> float | None:
    if life.notified_at is None or not life.untold:
        return None
    return life.notified_at + life.timing.group_interval


def _repeat_at(life: Life) -> float | None:
    if life.notified_at is None or not life.timing.repeat_interval:
        return None
    return life.notified_at + max(life.timing.repeat_interval, LEAST_REPEAT)


def _look_at(life: Life) -> float | None:
    return min((at for at in (_update_at(life), _repeat_at(life)) if at is not None), default=None)


def _is_due(at: float | None, now: float) -> bool:
    return at is not None and at <= now


def in_words(seconds: float) -> str:
    """`3 hours`, `1 day`: the largest unit that is whole, else minutes."""
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size and seconds % size == 0:
            number = int(seconds // size)
            return f"{number} {name}" + ("" if number == 1 else "s")
    return f"{max(1, round(seconds / 60))} minutes"
