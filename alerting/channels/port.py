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
    """Part of the message -> text with placeholders (core/channels/templates.py). What is missing is as we say it."""
    key: str
    """The idempotency key: of the same delivery always the same."""
    sent_at: float
    """Epoch seconds, now."""
    reference: str | None = None
    """What the channel called the first message of the same thread."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One kind that is spoken to by HTTP."""

    request: Callable[[Order], Request]
    """Of the message itself: its answer decides whether it arrived."""
    receipt: Callable[[Answer, float], Receipt] = classified
    """What an answer means; the float is now, epoch seconds."""
    touch_up: Callable[[Order], Request | None] = lambda _: None
    """A second request once the first has arrived, such as a new colour for the thread's first message. Whether it
    succeeds changes nothing."""


JSON: Final = "application/json"


def described(order: Order) -> tuple[str, ...]:
    """All secrets of an order: what must not be seen in an answer."""
    return tuple(value for value in order.secrets.values() if value)
