"""What payment providers and carriers tell us."""

import hashlib
import hmac
import json
from typing import Any


class WebhookRejected(Exception):
    """A call that we do not believe or understand."""


def verify(body: bytes, signature: str, secret: bytes) -> None:
    expected = hmac.new(secret, body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, expected):
        raise WebhookRejected("webhook body does not match its signature")


def receive(body: str, sender: str) -> dict[str, Any]:
    """The message of a webhook."""
    try:
        message: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise WebhookRejected(f"{sender} sent something that is not JSON") from error
    return message
