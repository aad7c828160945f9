"""A key's limit, met by the real SDK: it pauses, and every event that the program raised is in the books once."""

from typing import Any

import sentry_sdk
from sentry_sdk.transport import HttpTransport

from tests.flow.clients.site import Shop, Site
from tests.server import wait_for

RAISED, ALLOWED = 8, 3
HOUR = 3600
"""A window that lets nothing more in while the test runs, however slow the machine."""


def test_the_sdk_pauses_and_the_books_add_up(site: Site, shop: Shop) -> None:
    limit = {"rateLimit": {"window": HOUR, "count": ALLOWED}}
    changed = site.request("PUT", f"/projects/{{org}}/{shop.slug}/keys/{shop.key_id}/", json=limit)
    assert changed.json()["rateLimit"] == {"window": HOUR, "count": ALLOWED}
    client = sentry_sdk.Client(dsn=shop.dsn, default_integrations=False, auto_session_tracking=False)
    answers = [raise_and_send(client, number) for number in range(RAISED)]
    assert isinstance(client.transport, HttpTransport)
    assert client.transport._disabled_until, "the SDK was not told to pause"
    client.close(timeout=60)
    assert all(answers)

    wait_for(lambda: sum(counted(site, shop).values()) >= RAISED, "the books to hold all")
    fates = counted(site, shop)
    assert fates["stored"] == ALLOWED
    assert fates["limited"] >= 1
    assert fates["stored"] + fates["limited"] + fates.get("client_discard", 0) == RAISED
    assert len(site.get(f"/projects/{{org}}/{shop.slug}/events/")) == ALLOWED


def raise_and_send(client: sentry_sdk.Client, number: int) -> Any:
    with sentry_sdk.scope.use_scope(sentry_sdk.Scope(client=client)):
        try:
            raise ValueError(f"lamp {number}")
        except ValueError as error:
            sent = sentry_sdk.capture_exception(error)
    client.flush(60)
    return sent


def counted(site: Site, shop: Shop) -> dict[str, int]:
    """The fates of errors, but for `accepted`, which is on the way to another."""
    fates: dict[str, int] = {}
    for (outcome, category, _), quantity in site.outcomes(shop).items():
        if category == "error" and outcome != "accepted":
            fates[outcome] = fates.get(outcome, 0) + quantity
    return fates
