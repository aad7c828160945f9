"""Deliveries: every message and call that went out or is to go out, with what became of it."""

from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from api.access.rights import Access, ReadAlerts, WriteAlerts
from api.deliveries.shapes import alert_number, delivery_detail, delivery_shape
from api.ids import wanted_id
from api.paging import Asked, link, link_nothing_more, page_of
from api.problems import not_found
from api.schemas.deliveries.deliveries import DeliveryDetail, DeliveryShape, DeliveryTargetShape, State
from core.channels import KINDS
from core.db.database import Connection
from core.db.deliveries import lists as delivery_lists
from core.db.deliveries.lists import BY_HAND, DeliveryFilter
from core.db.deliveries.targets import TargetRow, target_rows
from core.errors import Rejected
from core.search.values import moment_of
from core.trackers import TrackerKind

router = APIRouter(tags=["deliveries"])

_KINDS: Final = sorted({*KINDS, *(kind.value for kind in TrackerKind)})

_OPENS_AFTER = 5
"""Failures in a row; the alerter's breaker has the same number."""


@router.get("/organizations/{org}/deliveries/")
async def list_deliveries(
    access: ReadAlerts,
    request: Request,
    response: Response,
    asked: Asked,
    state: Annotated[list[State] | None, Query()] = None,
    kind: Annotated[str | None, Query(max_length=40)] = None,
    target: Annotated[str | None, Query(max_length=100)] = None,
    alert: Annotated[str | None, Query(max_length=20)] = None,
    issue: Annotated[str | None, Query(max_length=20)] = None,
    since: Annotated[str | None, Query(max_length=40)] = None,
    tests: bool = True,
) -> list[DeliveryShape]:
    """Newest first. `alert` is a number, with or without `A-`, `issue` an id, `since` a time like 2027-01-15T08:00:00Z;
    `tests=false` leaves out tests of channels."""
    after = asked.after("bigint")
    if kind and kind not in _KINDS:
        raise Rejected("unknown_kind", f"kind: there are {', '.join(_KINDS)}")
    wanted = DeliveryFilter(
        organization_id=access.organization.id,
        viewer=access.user_id,
        states=state or None,
        kind=kind or None,
        target=target or None,
        alert_number=alert_number(alert) if alert else None,
        issue_id=wanted_id(issue) if issue else None,
        since=_moment(since) if since else None,
        tests=tests,
    )
    async with access.deps.database.connection() as connection:
        last = None if after is None else after[1]
        found = await delivery_lists.deliveries(connection, wanted, asked.size + 1, last, asked.backwards)
    page = page_of(found, asked)
    link(request, response, page, lambda one: (one.id, str(one.id)))
    return [delivery_shape(one) for one in page.rows]


@router.get("/organizations/{org}/deliveries/targets/")
async def list_delivery_targets(access: ReadAlerts, request: Request, response: Response) -> list[DeliveryTargetShape]:
    """Every channel and tracker, and mail: how its last 24 hours went, and what waits for it."""
    link_nothing_more(request, response)
    now = access.deps.clock.now()
    async with access.deps.database.connection() as connection:
        found = await target_rows(connection, access.organization.id, access.user_id, now)
    return [_target(one, datetime.fromtimestamp(now, UTC)) for one in found]


@router.get("/organizations/{org}/deliveries/{delivery_id}/")
async def get_delivery(delivery_id: str, access: ReadAlerts) -> DeliveryDetail:
    """With every attempt and its answer. A number that is missing was cut short by the end of an alerter."""
    async with access.deps.database.connection() as connection:
        return await _detail(connection, access, delivery_id)


@router.post("/organizations/{org}/deliveries/{delivery_id}/resend/")
async def resend_delivery(delivery_id: str, access: WriteAlerts) -> DeliveryDetail:
    """At once, with the same idempotency key. 409 for one that a later one superseded, or that is under way."""
    async with access.deps.database.transaction() as connection:
        found = await _detail(connection, access, delivery_id)
        if not await delivery_lists.send_again(connection, [int(found.id)], BY_HAND, access.deps.clock.now()):
            what = "a later one says more than this" if found.state == "superseded" else "it is under way just now"
            raise Rejected("not_sent_again", f"{what}: nothing was changed", 409)
        return await _detail(connection, access, delivery_id)


@router.post("/organizations/{org}/deliveries/{delivery_id}/discard/")
async def discard_delivery(delivery_id: str, access: WriteAlerts) -> DeliveryDetail:
    """It is never sent by itself again. 409 for one that is over, or under way."""
    async with access.deps.database.transaction() as connection:
        found = await _detail(connection, access, delivery_id)
        if not await delivery_lists.discard(connection, int(found.id), access.deps.clock.now()):
            raise Rejected("not_discarded", "it is over, or under way just now: nothing was changed", 409)
        return await _detail(connection, access, delivery_id)


async def _detail(connection: Connection, access: Access, delivery_id: str) -> DeliveryDetail:
    ids = [wanted_id(delivery_id)]
    wanted = DeliveryFilter(organization_id=access.organization.id, viewer=access.user_id, ids=ids)
    found = await delivery_lists.deliveries(connection, wanted, 1)
    if not found:
        raise not_found()
    return delivery_detail(found[0], await delivery_lists.attempts(connection, ids[0]))


def _moment(text: str) -> datetime:
    found = moment_of(text)
    if found is None:
        raise Rejected("invalid_since", "since wants a time like 2027-01-15T08:00:00Z")
    return found


def _target(row: TargetRow, now: datetime) -> DeliveryTargetShape:
    is_open = row.open_until is not None and row.open_until > now
    half = not is_open and row.failures >= _OPENS_AFTER
    return DeliveryTargetShape(
        target=row.target,
        kind=row.kind,
        name=row.name,
        is_active=row.is_active,
        disabled_because=row.disabled_because,
        success_rate=row.good / row.tried if row.tried else None,
        attempts=row.tried,
        unsynced=row.unsynced,
        oldest=row.oldest,
        breaker="open" if is_open else "half_open" if half else "closed",
        open_until=row.open_until if is_open else None,
        failures=row.failures,
        failing_since=row.failing_since,
        last_success=row.last_success_at,
    )
