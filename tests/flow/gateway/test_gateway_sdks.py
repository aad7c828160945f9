"""The Sentry SDK of this environment, unchanged, sends to the gateway."""

import asyncio
from typing import Any

import sentry_sdk
from sentry_sdk.transport import HttpTransport

from core.outcomes import Outcome
from core.projects import Limit
from tests.flow.gateway.serving import Running


def _client(running: Running, **options: Any) -> sentry_sdk.Client:
    return sentry_sdk.Client(dsn=running.dsn(), default_integrations=False, **options)


def _raise_some(client: sentry_sdk.Client, count: int) -> None:
    for number in range(count):
        with sentry_sdk.scope.use_scope(sentry_sdk.Scope(client=client)):
            try:
                raise ValueError(f"no {number}")
            except ValueError as error:
                sentry_sdk.capture_exception(error)
        client.flush(60)


async def test_exceptions_arrive(running):
    client = _client(running, release="shop@1.0")
    await asyncio.to_thread(_raise_some, client, 3)
    await asyncio.to_thread(client.close, 60)
    values = sorted(event["exception"]["values"][0]["value"] for event in running.events())
    assert values == ["no 0", "no 1", "no 2"]
    assert all(event.client.startswith("sentry.python/") for event in running.raw_events())


async def test_the_sdk_pauses_when_a_limit_is_used_up(running):
    running.change_key(limits=(Limit("key", 7, ("error",), 60, 2, "key_minute"),))
    client = _client(running)
    await asyncio.to_thread(_raise_some, client, 6)
    assert isinstance(client.transport, HttpTransport)
    assert "error" in client.transport._disabled_until
    assert len(running.events()) == 2
    await asyncio.to_thread(client.close, 60)
    assert running.fates() == {
        ("error", Outcome.LIMITED, "key_minute"): 1,
        ("error", Outcome.CLIENT, "ratelimit_backoff"): 3,
    }


async def test_the_sdk_stops_sending_traces(running):
    client = _client(running, traces_sample_rate=1.0)
    scope = sentry_sdk.Scope(client=client)
    with sentry_sdk.scope.use_scope(scope):
        for _ in range(3):
            with sentry_sdk.start_transaction(name="checkout"):
                pass
            await asyncio.to_thread(client.flush, 60)
    assert isinstance(client.transport, HttpTransport)
    assert "transaction" in client.transport._disabled_until
    assert "error" not in client.transport._disabled_until
    await asyncio.to_thread(_raise_some, client, 1)
    assert len(running.events()) == 1
    await asyncio.to_thread(client.close, 60)
