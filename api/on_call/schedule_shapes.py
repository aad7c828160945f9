"""From schedules to the JSON of who is on call."""

from collections.abc import Iterable, Sequence

from api.schemas.on_call.schedules import (
    CalendarShape,
    GapShape,
    HoursShape,
    LayerShape,
    OnCallShape,
    OverrideShape,
    PersonShape,
    RowShape,
    ScheduleShape,
    ShiftShape,
)
from core.alerts import Layer, MuteTime
from core.clock import instant
from core.db.on_call.named_people import NamedPerson
from core.db.on_call.schedules import KeptOverride, KeptSchedule
from core.schedules import Gap, NowAndNext, Schedule, Shift, layer_shifts, shifts

GAPS_SHOWN = 10


def layer_of(body: LayerShape, time_zone: str) -> Layer:
    return Layer(
        name=body.name,
        user_ids=tuple(int(one) for one in body.user_ids),
        starts=body.starts,
        ends=body.ends,
        every=body.every,
        unit=body.unit,
        hours=hours_of(body.hours, time_zone),
    )


def hours_of(body: Sequence[HoursShape], time_zone: str) -> tuple[MuteTime, ...]:
    """In the zone of the schedule or person that they belong to."""
    return tuple(MuteTime(days=tuple(one.days), start=one.start, end=one.end, time_zone=time_zone) for one in body)


def hours_shape(hours: Iterable[MuteTime]) -> list[HoursShape]:
    return [HoursShape(days=list(one.days), start=one.start, end=one.end) for one in hours]


def layer_shape(layer: Layer) -> LayerShape:
    return LayerShape(
        name=layer.name,
        user_ids=[str(one) for one in layer.user_ids],
        starts=layer.starts,
        ends=layer.ends,
        every=layer.every,
        unit=layer.unit,
        hours=hours_shape(layer.hours),
    )


def person_shape(person: NamedPerson) -> PersonShape:
    return PersonShape(id=str(person.id), name=person.name, email=person.email, is_member=person.is_member)


def schedule_shape(kept: KeptSchedule, people: Iterable[NamedPerson], policies: list[str]) -> ScheduleShape:
    named = {user_id for layer in kept.layers for user_id in layer.user_ids}
    return ScheduleShape(
        id=str(kept.id),
        name=kept.name,
        time_zone=kept.time_zone,
        layers=[layer_shape(one) for one in kept.layers],
        people=[person_shape(one) for one in people if one.id in named],
        policies=policies,
        date_created=kept.created_at,
        date_updated=kept.updated_at,
    )


def shift_shape(shift: Shift) -> ShiftShape:
    return ShiftShape(
        starts_at=instant(shift.start),
        ends_at=instant(shift.end),
        user_id=None if shift.user_id is None else str(shift.user_id),
        layer=shift.layer,
        override_id=None if shift.override_id is None else str(shift.override_id),
    )


def override_shape(kept: KeptOverride) -> OverrideShape:
    return OverrideShape(
        id=str(kept.id),
        user_id=None if kept.user_id is None else str(kept.user_id),
        starts_at=kept.starts_at,
        ends_at=kept.ends_at,
        created_by=None if kept.created_by is None else str(kept.created_by),
    )


def on_call_shape(
    kept: KeptSchedule, found: NowAndNext, holes: Sequence[Gap], people: dict[int, NamedPerson]
) -> OnCallShape:
    return OnCallShape(
        schedule_id=str(kept.id),
        name=kept.name,
        time_zone=kept.time_zone,
        user=_person(found.user_id, people),
        until=None if found.until is None else instant(found.until),
        next_user=_person(found.next_user_id, people),
        gaps=[_gap(one) for one in holes[:GAPS_SHOWN]],
        gap_count=len(holes),
    )


def calendar_shape(
    schedule: Schedule,
    overrides: Sequence[KeptOverride],
    people: Iterable[NamedPerson],
    start: float,
    end: float,
) -> CalendarShape:
    return CalendarShape(
        time_zone=schedule.time_zone,
        starts_at=instant(start),
        ends_at=instant(end),
        layers=[
            RowShape(name=layer.name, shifts=[shift_shape(one) for one in layer_shifts(schedule, number, start, end)])
            for number, layer in enumerate(schedule.layers)
        ],
        overrides=[override_shape(one) for one in overrides],
        in_effect=[shift_shape(one) for one in shifts(schedule, start, end)],
        people=[person_shape(one) for one in people],
    )


def _person(user_id: int | None, people: dict[int, NamedPerson]) -> PersonShape | None:
    return None if user_id is None or user_id not in people else person_shape(people[user_id])


def _gap(gap: Gap) -> GapShape:
    return GapShape(starts_at=instant(gap.start), ends_at=None if gap.end is None else instant(gap.end))
