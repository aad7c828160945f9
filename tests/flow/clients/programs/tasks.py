"""Tasks of asyncio, each with people and tags of its own; one fails with nobody waiting for it."""

import asyncio
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.asyncio import AsyncioIntegration

from tests.flow.clients.programs import scene

sent: dict[str, str] = {}


async def main() -> None:
    scene.begin(integrations=[AsyncioIntegration()], before_send=_remember)
    await asyncio.gather(*(serve(name) for name in ("ann", "ben")))
    forgotten = asyncio.create_task(forget())
    await asyncio.wait([forgotten])
    for name, event_id in sent.items():
        scene.tell(name, event_id)


async def serve(name: str) -> None:
    with sentry_sdk.isolation_scope() as scope:
        scope.set_user({"id": name})
        await asyncio.sleep(0)
        try:
            scene.load_cart(17)
        except RuntimeError as error:
            sentry_sdk.capture_exception(error)


async def forget() -> None:
    raise TimeoutError("nobody waits for this")


def _remember(event: Any, hint: Any) -> Any:
    kind = hint["exc_info"][0].__name__
    sent["forgotten" if kind == "TimeoutError" else event["user"]["id"]] = event["event_id"]
    return event


if __name__ == "__main__":
    asyncio.run(main())
