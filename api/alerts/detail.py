"""One alert with everything that happened to it, what holds it back, and what the clock will do."""

from api.access.rights import Access
from api.alerts.shape import (
    alert_fields,
    delivery_shape,
    entry_shapes,
    issue_shape,
    next_shapes,
    policy_shape,
)
from api.schemas.alerts.alerts import AlertDetail, HoldingShape
from core.alerts.holding import current_window, inhibited_by, is_match
from core.clock import instant
from core.db.alerts import alerts, silences
from core.db.alerts.alerts import Alert
from core.db.alerts.tracking import links_of_alert
from core.db.database import Connection
from core.db.on_call import policies
from core.db.on_call.directory import directory

_SHOWN_DELIVERIES = 200


async def alert_detail(connection: Connection, access: Access, alert: Alert) -> AlertDetail:
    now = access.deps.clock.now()
    known = await directory(connection, access.organization.id, alert.project_id, now)
    deliveries = [delivery_shape(one) for one in await alerts.deliveries_of(connection, alert.id)]
    links = await links_of_alert(connection, alert.id)
    entries = await alerts.time_line(connection, alert.id)
    policy_id = await policies.policy_named(connection, access.organization.id, alert.policy.name)
    return AlertDetail.model_validate(
        {
            **alert_fields(access.deps.public_url, access.organization.slug, alert),
            "issues": [issue_shape(one, links) for one in await alerts.issues_of(connection, alert.id)],
            "time_line": entry_shapes(entries, {one.id: one for one in deliveries}),
            "policy": policy_shape(alert, policy_id, known),
            "next": next_shapes(alert, known),
            "holding": await _holding(connection, access, alert),
            "deliveries": deliveries[:_SHOWN_DELIVERIES],
        }
    )


async def _holding(connection: Connection, access: Access, alert: Alert) -> list[HoldingShape]:
    if alert.status == "resolved":
        return []
    now = access.deps.clock.now()
    known = await silences.holding(connection, access.organization.id, now)
    found = []
    for one in known.silences:
        window = current_window(one, now)
        if window is not None and is_match(one.matcher, alert.labels):
            found.append(HoldingShape(kind=one.kind, id=str(one.id), name=one.comment, until=instant(window.end)))
    for inhibition in known.inhibitions:
        if inhibited_by([inhibition], alert.id, alert.labels, known.open_alerts) is not None:
            found.append(HoldingShape(kind="inhibition", id=str(inhibition.id), name=inhibition.name, until=None))
    return found
