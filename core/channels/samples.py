"""Sample messages: what a channel's test sends, and what the preview of a template shows. Pure."""

from dataclasses import replace
from typing import Final

from core.alerts import AlertStatus, IssueLine, Message, Purpose, Severity

PREVIEWED: Final[tuple[Purpose, ...]] = ("firing", "update", "repeat", "acknowledged", "resolved", "test")

_TEXTS: Final[dict[str, str]] = {
    "firing": "12 events in 5 minutes; the rule says 10 or more.",
    "update": "Another issue joined; 31 events in 5 minutes.",
    "repeat": "Still firing, for 4 hours; nobody has answered.",
    "acknowledged": "Acknowledged by ines@example.com.",
    "resolved": "Fewer than 10 events in 5 minutes, for 5 minutes.",
    "test": "This is a test. Somebody pressed the test button of this channel; nothing is wrong.",
}
_STATUSES: Final = {"acknowledged": AlertStatus.ACKNOWLEDGED, "resolved": AlertStatus.RESOLVED}


def sample(purpose: Purpose, organization: str, public_url: str, now: float) -> Message:
    """One of a shop in trouble."""
    issue = IssueLine(
        id=418,
        short_id="SHOP-418",
        title="PaymentError: card was declined",
        culprit="shop.payments in charge",
        level="error",
        times_seen=12,
        url=f"{public_url}/{organization}/issues/",
    )
    message = Message(
        purpose=purpose,
        title="Payments fail: 12 events in 5 minutes",
        text=_TEXTS[purpose],
        severity=Severity.HIGH,
        status=_STATUSES.get(purpose, AlertStatus.FIRING),
        alert_number=12,
        organization=organization,
        project="shop",
        labels={"project": "shop", "environment": "production"},
        started_at=now - 300,
        url=f"{public_url}/{organization}/alerts/",
        issues=(issue,),
    )
    if purpose != "test":
        return message
    return replace(
        message, title="A test from Redshank", severity=None, status=None, alert_number=None, labels=None, issues=()
    )
