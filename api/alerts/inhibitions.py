"""Inhibitions: while one alert is open, others that follow from it tell nobody."""

from fastapi import APIRouter

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.again import again_if_collided
from api.alerts.preview import preview
from api.ids import wanted_id
from api.problems import not_found
from api.schemas.alerts.silences import HoldPreview, InhibitionBody, InhibitionPreviewBody, InhibitionShape
from core.alerts.holding import Inhibition, check_inhibition, inhibited_by
from core.db.alerts import silences
from core.db.alerts.silences import KeptInhibition
from core.db.database import Connection

router = APIRouter(tags=["silences"])


@router.get("/organizations/{org}/inhibitions/")
async def list_inhibitions(access: ReadAlerts) -> list[InhibitionShape]:
    async with access.deps.database.connection() as connection:
        found = await silences.inhibitions(connection, access.organization.id)
        held = await silences.held_now(connection, access.organization.id)
    return [_shape(one, held) for one in found]


@router.post("/organizations/{org}/inhibitions/", status_code=201)
@again_if_collided
async def create_inhibition(body: InhibitionBody, access: WriteAlerts) -> InhibitionShape:
    wanted, now = _inhibition(body), access.deps.clock.now()
    check_inhibition(wanted)
    async with access.deps.database.transaction() as connection:
        inhibition_id = await silences.create_inhibition(connection, access.organization.id, wanted, now)
        await silences.look_again(connection, access.organization.id, now)
        return await _shown(connection, access, inhibition_id)


@router.post("/organizations/{org}/inhibitions/preview/")
async def preview_inhibition(body: InhibitionPreviewBody, access: ReadAlerts) -> HoldPreview:
    """Which open alerts it would hold back now."""
    wanted = _inhibition(body)
    check_inhibition(wanted)
    return await preview(access, lambda one, others: inhibited_by([wanted], one.id, one.labels, others) is not None)


@router.get("/organizations/{org}/inhibitions/{inhibition_id}/")
async def get_inhibition(inhibition_id: str, access: ReadAlerts) -> InhibitionShape:
    async with access.deps.database.connection() as connection:
        return await _shown(connection, access, wanted_id(inhibition_id))


@router.put("/organizations/{org}/inhibitions/{inhibition_id}/")
@again_if_collided
async def change_inhibition(inhibition_id: str, body: InhibitionBody, access: WriteAlerts) -> InhibitionShape:
    async with access.deps.database.transaction() as connection:
        found = (await _kept(connection, access, wanted_id(inhibition_id))).inhibition
        wanted = _inhibition(body, found.id)
        check_inhibition(wanted)
        await silences.update_inhibition(connection, wanted)
        await silences.look_again(connection, access.organization.id, access.deps.clock.now())
        return await _shown(connection, access, found.id)


@router.delete("/organizations/{org}/inhibitions/{inhibition_id}/", status_code=204)
@again_if_collided
async def delete_inhibition(inhibition_id: str, access: WriteAlerts) -> None:
    async with access.deps.database.transaction() as connection:
        found = await _kept(connection, access, wanted_id(inhibition_id))
        await silences.delete_inhibition(connection, found.inhibition.id)
        await silences.look_again(connection, access.organization.id, access.deps.clock.now())


async def _kept(connection: Connection, access: Access, inhibition_id: int) -> KeptInhibition:
    found = await silences.find_inhibition(connection, access.organization.id, inhibition_id)
    if found is None:
        raise not_found()
    return found


async def _shown(connection: Connection, access: Access, inhibition_id: int) -> InhibitionShape:
    found = await _kept(connection, access, inhibition_id)
    return _shape(found, await silences.held_now(connection, access.organization.id))


def _inhibition(body: InhibitionBody, inhibition_id: int = 0) -> Inhibition:
    equal = tuple(dict.fromkeys(body.equal))
    return Inhibition(id=inhibition_id, name=body.name, source=body.source, target=body.target, equal=equal)


def _shape(kept: KeptInhibition, held: dict[str, int]) -> InhibitionShape:
    one = kept.inhibition
    return InhibitionShape(
        id=str(one.id),
        name=one.name,
        source=one.source,
        target=one.target,
        equal=list(one.equal),
        holds=held.get(f"inhibition:{one.id}", 0),
        date_created=kept.created_at,
    )
