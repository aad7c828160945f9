"""Whom a step of a policy tells, and how: resolves targets to people and channels, and people to their ways. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from alerting.decide import hours_end
from core.alerts import BUILT_IN_POLICIES, Policy, Severity, Step, Target, Way
from core.alerts.contacts import Contacts, Person
from core.alerts.reach import Directory, Hole, KnownChannel, reach
from core.mail.addresses import MADE_UP, reserved_end

NO_MAIL: Final = "not told by mail: no mail server is set (REDSHANK_SMTP_URL)"

_PROJECT: Final = Target(kind="project")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One message of a step: to whom, through what, when."""

    target: str
    """mail, channel:<id>."""
    kind: str
    recipient: str
    user_id: int | None
    at: float
    """Epoch seconds; later than now for a way with a delay, or because of quiet hours."""

    @property
    def key(self) -> str:
        """The same for the same destination; part of the delivery's idempotency key."""
        return self.recipient if self.target == "mail" else self.target


@dataclass(frozen=True, slots=True)
class Reached:
    recipients: tuple[Recipient, ...]
    left_out: tuple[str, ...]
    """Why others who were meant are not told, each reason once."""


@dataclass(frozen=True, slots=True)
class Audience:
    """The people and channels there are, and how each person is told, as of the pass."""

    directory: Directory
    """For the alert's project."""
    contacts: Contacts


def step_recipients(policy: Policy, step: Step, severity: Severity, audience: Audience, now: float) -> Reached:
    """Whom the step tells. A built-in step that reaches nobody tells the project's people instead."""
    found = recipients(step.targets, severity, audience, now)
    if found.recipients or policy not in BUILT_IN_POLICIES.values() or _PROJECT in step.targets:
        return found
    instead = recipients((_PROJECT,), severity, audience, now)
    return Reached(instead.recipients, tuple(dict.fromkeys((*found.left_out, *instead.left_out))))


def recipients(targets: Iterable[Target], severity: Severity, audience: Audience, now: float) -> Reached:
    """Each person once by each way; of several times, the earliest."""
    found: dict[str, Recipient] = {}
    left_out: dict[str, None] = {}
    for target in targets:
        for one in _of_target(target, severity, audience, now):
            if isinstance(one, str):
                left_out[one] = None
            elif one.key not in found or one.at < found[one.key].at:
                found[one.key] = one
    return Reached(tuple(found.values()), tuple(left_out))


def told_again(
    told: Iterable[Recipient], severity: Severity, audience: Audience, now: float, *, only_chats: bool
) -> tuple[Recipient, ...]:
    """Of those who were told before, the ones who are told again, and when. Quiet hours apply here too. People who have
    left, and channels that are gone or off, are left out."""
    found = []
    for one in told:
        person = audience.contacts.people.get(one.user_id or 0)
        if (one.user_id is not None and person is None) or (only_chats and one.target == "mail"):
            continue
        if _is_there(one, audience):
            found.append(replace(one, at=_not_quiet(person, severity, now)))
    return tuple(found)


def _of_target(target: Target, severity: Severity, audience: Audience, now: float) -> Iterator[Recipient | str]:
    """The recipients of a target, and sentences about those who cannot be told."""
    for one in reach(target, audience.directory, now):
        if isinstance(one, Hole):
            yield one.text
        elif one.kind == "channel":
            yield _to_channel(one.id, audience.directory.channels[one.id], None, now)
        else:
            yield from _of_person(one.id, severity, audience, now)


def _of_person(user_id: int, severity: Severity, audience: Audience, now: float) -> Iterator[Recipient | str]:
    person = audience.contacts.people.get(user_id)
    if person is None:
        yield "somebody whom it names is no active member"
        return
    ways = person.rules.important_ways if severity is Severity.CRITICAL else person.rules.ways
    if not ways:
        yield f"{person.name} wants no messages of this kind"
    for way in ways:
        found = _by(way, person, audience, now)
        # Asked for the moment of the message: a delayed one may fall into the quiet hours.
        at = _not_quiet(person, severity, now + way.minutes * 60)
        yield replace(found, at=at) if isinstance(found, Recipient) else found


def _by(way: Way, person: Person, audience: Audience, now: float) -> Recipient | str:
    """Through the channel that the person chose; by mail where that is gone or off, as she must be told somehow."""
    channel = audience.directory.channels.get(way.channel or 0)
    is_hers = channel is not None and channel.is_active and channel.user_id in (None, person.id)
    if way.channel is not None and channel is not None and is_hers:
        return _to_channel(way.channel, channel, person.id, now)
    if not audience.contacts.sends_mail:
        return NO_MAIL
    end = reserved_end(person.email)
    if end == MADE_UP:
        return f"{person.name} has no mail address yet: she can enter one at Settings, Profile"
    if end is not None:
        return (
            f"{person.name}: no mail gets to {person.email}, names in {end} lead nowhere; she can enter another address"
        )
    return Recipient(target="mail", kind="email", recipient=person.email, user_id=person.id, at=now)


def _not_quiet(person: Person | None, severity: Severity, at: float) -> float:
    """`at` or, for an alert that can wait, the end of her quiet hours."""
    if person is None or severity is Severity.CRITICAL:
        return at
    return hours_end(person.rules.quiet_hours, at) or at


def _is_there(one: Recipient, audience: Audience) -> bool:
    if one.target == "mail":
        return audience.contacts.sends_mail
    return any(
        channel.is_active
        for channel_id, channel in audience.directory.channels.items()
        if one.target == f"channel:{channel_id}"
    )


def _to_channel(channel_id: int, channel: KnownChannel, user_id: int | None, at: float) -> Recipient:
    target = f"channel:{channel_id}"
    return Recipient(target=target, kind=channel.kind, recipient=channel.name, user_id=user_id, at=at)
