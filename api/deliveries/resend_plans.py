"""What sending again would come to: how many, and of what would fail again, why and what mends it. Pure."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from api.schemas.deliveries.deliveries import HopelessShape, PlannedShape, ResendPlan
from core.db.deliveries.lists import PlanRow, Why

_MAIL: Final = "mail"


def resend_plan(rows: Sequence[PlanRow], per_second: int) -> ResendPlan:
    """`rows` as they are counted: those of one class of failure together."""
    total = sum(one.quantity for one in rows)
    return ResendPlan(
        total=total,
        hopeless=sum(one.quantity for one in rows if one.why is not None),
        failures=[_planned(failure, list(some)) for failure, some in groupby(rows, lambda one: one.failure)],
        per_second=per_second,
        seconds=total / per_second,
        up_to=str(max(one.up_to for one in rows)) if rows else None,
    )


def _planned(failure: str, rows: Sequence[PlanRow]) -> PlannedShape:
    vain = [one for one in rows if one.why is not None]
    return PlannedShape(
        failure=failure,
        quantity=sum(one.quantity for one in rows),
        hopeless=sum(one.quantity for one in vain),
        because=[
            HopelessShape(why=one.why, quantity=one.quantity, text=because(one.why, one), target=one.target)
            for one in vain
            if one.why is not None
        ],
    )


def because(why: Why, row: PlanRow) -> str:
    """Why the same again is in vain, and what mends it: one sentence."""
    name = f"“{row.name}”" if row.targets == 1 and row.name else f"{row.targets} channels or trackers"
    is_one = row.targets == 1
    match why:
        case "gone":
            return "The channel or tracker was deleted: discard these."
        case "off":
            return f"{name} {'is' if is_one else 'are'} switched off: switch on in Settings what is to be told."
        case "address":
            return (
                "The mail address or the letter was refused: enter another address for later ones, and discard these."
            )
        case "blocked" if row.target == _MAIL:
            return "No mail goes out: set REDSHANK_SMTP_URL and start the alerter again."
        case "blocked":
            allow = "name its host in REDSHANK_OUTBOUND_ALLOW and start the alerter again"
            return f"{name} must not be called from here: {allow}, or change its address."
        case "unchanged":
            have = "has" if is_one else "have"
            it = "it" if is_one else "them"
            return f"{name} {have} not been changed since refusing: mend {it} in Settings, and press Test."
