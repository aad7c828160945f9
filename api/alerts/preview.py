"""Which open alerts something would hold back, if it were there now."""

from collections.abc import Callable, Sequence
from typing import Final

from api.access.rights import Access
from api.alerts.shape import alert_shape
from api.schemas.alerts.silences import HoldPreview
from core.alerts.holding import OpenAlert
from core.db.alerts import alerts, silences
from core.db.alerts.alerts import AlertFilter

_SHOWN: Final = 50


async def preview(access: Access, would_hold: Callable[[OpenAlert, Sequence[OpenAlert]], bool]) -> HoldPreview:
    """`would_hold(alert, all that are open)`."""
    async with access.deps.database.connection() as connection:
        everything = await silences.open_alerts(connection, access.organization.id)
        found = [one.id for one in everything if would_hold(one, everything)]
        wanted = AlertFilter(access.organization.id, ids=found[:_SHOWN])
        shown = await alerts.list_alerts(connection, wanted, _SHOWN)
    url, slug = access.deps.public_url, access.organization.slug
    return HoldPreview(total=len(found), alerts=[alert_shape(url, slug, one) for one in shown])
