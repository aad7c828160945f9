"""An ElasticPayloads of a test's own: its indices begin with a name that nobody else has."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from random import Random
from typing import Any
from uuid import uuid4

import httpx

from core.clock import SystemClock
from core.payloads.elastic.options import ElasticOptions
from core.payloads.elastic.store import ElasticPayloads, open_elastic
from tests.indexed import Events, Searched


class OwnElastic:
    """What a test does to an Elasticsearch beside our own requests."""

    def __init__(self, url: str, prefix: str) -> None:
        self.url = url
        self.prefix = prefix

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Raises httpx.HTTPStatusError."""
        answer = httpx.request(method, self.url + path, json=body, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def refresh(self) -> None:
        """Let all be found that was put."""
        self.ask("POST", f"/{self.prefix}-events-*/_refresh")

    def indices(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", f"/{self.prefix}-events-*")
        return found

    def forget(self) -> None:
        """Remove all that was made."""
        for index in self.indices():
            self.ask("DELETE", f"/{index}")
        httpx.delete(f"{self.url}/_index_template/{self.prefix}-events", timeout=60)


Elastic = tuple[ElasticPayloads, OwnElastic]
"""A store, and the server behind it."""


@asynccontextmanager
async def own_elastic(url: str, **options: Any) -> AsyncIterator[Elastic]:
    """A store and the server behind it; afterwards nothing of it is left."""
    own = OwnElastic(url, f"test-{uuid4().hex[:12]}")
    chosen = replace(ElasticOptions(prefix=own.prefix, replicas=0), **options)
    async with open_elastic(url, chosen, SystemClock(), Random(7)) as payloads:
        try:
            yield payloads, own
        finally:
            await asyncio.to_thread(own.forget)


def searched_in(elastic: Elastic) -> Searched:
    """As contracts want it: what was put is found when `put` returns."""
    payloads, own = elastic

    async def put(events: Events) -> None:
        assert set(await payloads.put_many(events)) == {""}
        own.refresh()

    return Searched(payloads, put)
