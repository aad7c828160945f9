"""Deliveries as the API tells them."""

from collections.abc import Sequence
from typing import Any, cast

from api.ids import wanted_id
from api.schemas.deliveries.deliveries import AttemptShape, DeliveryDetail, DeliveryShape, State
from core.db.deliveries.lists import AttemptRow, DeliveryRow
from core.issues import short_id


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
        "alert_id": None if row.alert_number is None else str(row.alert_number),
        "alert_number": row.alert_number,
        "issue_id": None if row.issue_id is None else str(row.issue_id),
        "issue": None
        if row.issue_number is None or row.issue_project is None
        else short_id(row.issue_project, row.issue_number),
        "project": row.project,
        "date_created": row.created_at,
        "date_ended": row.ended_at,
    }


def alert_number(text: str) -> int:
    """Of an alert that a person means by `12` or `A-12`. Raises 404 for what is none."""
    return wanted_id(text[2:] if text[:2] in ("A-", "a-") else text)
