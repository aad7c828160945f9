"""Replays of dead records: asked for here, done by the processors."""

from typing import Final, Literal, cast

from fastapi import APIRouter, Request, Response

from api.access.rights import Access, ReadProjects, WriteOrganization
from api.events.dead_records import wanted_records
from api.ids import wanted_id
from api.paging import link_nothing_more
from api.problems import not_found
from api.schemas.events.dead_records import ReplayBody, ReplayShape
from core.db.database import Connection
from core.db.events import replays
from core.db.events.replays import Replay

router = APIRouter(tags=["dead records"])

_LATEST: Final = 20


@router.get("/organizations/{org}/dead-records/replays/")
async def list_replays(access: ReadProjects, request: Request, response: Response) -> list[ReplayShape]:
    """The latest ones, newest first: the first may be running."""
    link_nothing_more(request, response)
    async with access.deps.database.connection() as connection:
        found = await replays.replays(connection, access.organization.id, _LATEST)
    return [_shape(one) for one in found]


@router.post("/organizations/{org}/dead-records/replays/", status_code=201)
async def start_replay(body: ReplayBody, access: WriteOrganization) -> ReplayShape:
    """409 while another one runs."""
    async with access.deps.database.transaction() as connection:
        wanted = await wanted_records(connection, access, body)
        now = access.deps.clock.now()
        made = await replays.start(connection, access.organization.id, access.user_id, wanted, body.rate, now)
    return _shape(made)


@router.get("/organizations/{org}/dead-records/replays/{replay_id}/")
async def get_replay(replay_id: str, access: ReadProjects) -> ReplayShape:
    async with access.deps.database.connection() as connection:
        return _shape(await _replay(connection, access, replay_id))


@router.post("/organizations/{org}/dead-records/replays/{replay_id}/stop/")
async def stop_replay(replay_id: str, access: WriteOrganization) -> ReplayShape:
    """What is left stays dead. One that has ended stays as it is."""
    async with access.deps.database.transaction() as connection:
        found = await _replay(connection, access, replay_id)
        await replays.stop(connection, found.id, access.deps.clock.now())
        return _shape(await _replay(connection, access, replay_id))


async def _replay(connection: Connection, access: Access, replay_id: str) -> Replay:
    found = await replays.find_replay(connection, access.organization.id, wanted_id(replay_id))
    if found is None:
        raise not_found()
    return found


def _shape(replay: Replay) -> ReplayShape:
    return ReplayShape(
        id=str(replay.id),
        state=cast(Literal["running", "done", "stopped"], replay.state),
        rate=replay.rate,
        total=replay.total,
        stored=replay.stored,
        duplicate=replay.duplicate,
        filtered=replay.filtered,
        failed=replay.failed,
        left=replay.left,
        started_by=replay.user_email,
        date_started=replay.started_at,
        last_worked=replay.worked_at,
        date_ended=replay.ended_at,
    )
