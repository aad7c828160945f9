"""Silences and maintenance windows: what keeps alerts from telling anybody for a time."""

from dataclasses import replace

from fastapi import APIRouter

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.again import again_if_collided
from api.alerts.preview import preview
from api.ids import wanted_id
from api.problems import not_found
from api.schemas.alerts.silences import (
    HoldPreview,
    RepeatsBody,
    RepeatsShape,
    SilenceBody,
    SilencePreviewBody,
    SilenceShape,
    SilenceUpdate,
)
from api.schemas.organizations.people import UserShape
from core.alerts import Repeats
from core.alerts.holding import Silence, check_silence, current_window, is_match, next_window
from core.alerts.labels import label_query
from core.clock import instant
from core.db.alerts import silences
from core.db.alerts.silences import KeptSilence
from core.db.database import Connection

router = APIRouter(tags=["silences"])


@router.get("/organizations/{org}/silences/")
async def list_silences(access: ReadAlerts) -> list[SilenceShape]:
    """Those that are over too; the last to begin first."""
    async with access.deps.database.connection() as connection:
        found = await silences.silences(connection, access.organization.id)
        held = await silences.held_now(connection, access.organization.id)
    return [_shape(one, held, access.deps.clock.now()) for one in found]


@router.post("/organizations/{org}/silences/", status_code=201)
@again_if_collided
async def create_silence(body: SilenceBody, access: WriteAlerts) -> SilenceShape:
    now = access.deps.clock.now()
    wanted = Silence(
        id=0,
        kind=body.kind,
        matcher=body.matcher,
        comment=body.comment,
        starts_at=now if body.starts_at is None else body.starts_at.timestamp(),
        ends_at=body.ends_at.timestamp(),
        repeats=_repeats(body.repeats),
    )
    check_silence(wanted, now)
    async with access.deps.database.transaction() as connection:
        organization_id = access.organization.id
        silence_id = await silences.create_silence(connection, organization_id, access.user_id, wanted, now)
        await silences.look_again(connection, organization_id, now)
        return await _shown(connection, access, silence_id)


@router.post("/organizations/{org}/silences/preview/")
async def preview_silence(body: SilencePreviewBody, access: ReadAlerts) -> HoldPreview:
    """Which open alerts a silence with this matcher would hold back now."""
    label_query(body.matcher)
    return await preview(access, lambda alert, _: is_match(body.matcher, alert.labels))


@router.get("/organizations/{org}/silences/{silence_id}/")
async def get_silence(silence_id: str, access: ReadAlerts) -> SilenceShape:
    async with access.deps.database.connection() as connection:
        return await _shown(connection, access, wanted_id(silence_id))


@router.put("/organizations/{org}/silences/{silence_id}/")
@again_if_collided
async def change_silence(silence_id: str, body: SilenceUpdate, access: WriteAlerts) -> SilenceShape:
    """To end one now, set `endsAt` to this moment, or delete it."""
    now = access.deps.clock.now()
    async with access.deps.database.transaction() as connection:
        found = (await _kept(connection, access, silence_id)).silence
        wanted = replace(
            found,
            matcher=body.matcher or found.matcher,
            comment=body.comment or found.comment,
            starts_at=found.starts_at if body.starts_at is None else body.starts_at.timestamp(),
            ends_at=found.ends_at if body.ends_at is None else body.ends_at.timestamp(),
            repeats=_repeats(body.repeats) if "repeats" in body.model_fields_set else found.repeats,
        )
        # One that is to end may end at once; anything else is as good as new.
        check_silence(wanted, min(now, wanted.ends_at - 1) if wanted.repeats is None else now)
        await silences.update_silence(connection, wanted)
        await silences.look_again(connection, access.organization.id, now)
        return await _shown(connection, access, found.id)


@router.delete("/organizations/{org}/silences/{silence_id}/", status_code=204)
@again_if_collided
async def delete_silence(silence_id: str, access: WriteAlerts) -> None:
    async with access.deps.database.transaction() as connection:
        found = await _kept(connection, access, silence_id)
        await silences.delete_silence(connection, found.silence.id)
        await silences.look_again(connection, access.organization.id, access.deps.clock.now())


async def _kept(connection: Connection, access: Access, silence_id: str) -> KeptSilence:
    found = await silences.find_silence(connection, access.organization.id, wanted_id(silence_id))
    if found is None:
        raise not_found()
    return found


async def _shown(connection: Connection, access: Access, silence_id: int) -> SilenceShape:
    found = await _kept(connection, access, str(silence_id))
    held = await silences.held_now(connection, access.organization.id)
    return _shape(found, held, access.deps.clock.now())


def _repeats(body: RepeatsBody | None) -> Repeats | None:
    return None if body is None else Repeats(every=body.every, time_zone=body.time_zone, until=body.until)


def _repeats_shape(one: Repeats) -> RepeatsShape:
    return RepeatsShape(every=one.every, time_zone=one.time_zone, until=one.until)


def _shape(kept: KeptSilence, held: dict[str, int], now: float) -> SilenceShape:
    one = kept.silence
    current, following = current_window(one, now), next_window(one, now)
    moment = current.end if current else following.start if following else None
    return SilenceShape(
        id=str(one.id),
        kind=one.kind,
        matcher=one.matcher,
        comment=one.comment,
        user=_user(kept),
        starts_at=instant(one.starts_at),
        ends_at=instant(one.ends_at),
        repeats=None if one.repeats is None else _repeats_shape(one.repeats),
        state="active" if current else "waiting" if following else "over",
        next_at=None if moment is None else instant(moment),
        holds=held.get(f"{one.kind}:{one.id}", 0),
        date_created=kept.created_at,
    )


def _user(kept: KeptSilence) -> UserShape | None:
    if kept.user_id is None or kept.user_email is None or kept.user_joined_at is None:
        return None
    return UserShape(
        id=str(kept.user_id),
        email=kept.user_email,
        name=kept.user_name or kept.user_email,
        username=kept.user_email,
        is_active=True,
        date_joined=kept.user_joined_at,
    )
