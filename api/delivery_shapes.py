"""Deliveries as the API tells them."""

from collections.abc import Sequence
from typing import Any, cast

from api.schemas.deliveries import AttemptShape, DeliveryDetail, DeliveryShape, State
from core.db.delivery_lists import AttemptRow, DeliveryRow


def delivery_shape(row: DeliveryRow) -> DeliveryShape:
    return DeliveryShape(**_fields(row))


def delivery_detail(row: DeliveryRow, tries: Sequence[AttemptRow]) -> DeliveryDetail:
    return DeliveryDetail(
        **_fields(row),
        idempotency_key=row.idempotency_key,
        tries=[
            AttemptShape(
                number=one.number,
                date=one.at,
                milliseconds=one.milliseconds,
                failure=one.failure,
                status=one.status,
                answer=one.answer,
            )
            for one in tries
        ],
    )


def _fields(row: DeliveryRow) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "target": row.target,
        "channel": row.channel,
        "kind": row.kind,
        "recipient": row.recipient,
        "purpose": row.purpose,
        "title": row.title,
        "state": cast(State, row.state),
        "failure": row.failure,
        "error": row.error,
        "attempts": row.attempts,
        "next_attempt": row.next_at,
        "parked": row.parked,
        "reference": row.reference,
        "alert_id": None if row.alert_id is None else str(row.alert_id),
        "alert_number": row.alert_number,
        "issue_id": None if row.issue_id is None else str(row.issue_id),
        "project": row.project,
        "date_created": row.created_at,
        "date_ended": row.ended_at,
    }
