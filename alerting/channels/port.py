"""The port `Channel`: how a kind of channel turns a message into a request, and an answer into a receipt. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from alerting.calls import Answer, Receipt, Request
from alerting.channels.receipts import classified
from core.alerts import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A message that is to go to one channel, with all that its request depends on."""

    message: Message
    config: Mapping[str, str]
    secrets: Mapping[str, str]
    template: Mapping[str, str]
    """Part of the message -> text with placeholders (core/channels/templates.py). A missing part has our own
    wording."""
    key: str
    """The idempotency key, which a delivery keeps through all tries."""
    sent_at: float
    """Epoch seconds, now."""
    reference: str | None = None
    """What the channel called the first message of the same thread."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A kind of channel that is called by HTTP."""

    request: Callable[[Order], Request]
    """The request that carries the message; its answer decides whether it arrived."""
    receipt: Callable[[Answer, float], Receipt] = classified
    """What an answer means; the float is the present moment in epoch seconds."""
    touch_up: Callable[[Order], Request | None] = lambda _: None
    """A second request after the first has arrived, such as one that recolours the thread's first message. Its failure
    is ignored."""


JSON: Final = "application/json"


def described(order: Order) -> tuple[str, ...]:
    """All secrets of an order, which must not be shown in an answer."""
    return tuple(value for value in order.secrets.values() if value)
