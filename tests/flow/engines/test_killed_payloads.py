"""SIGKILL of Elasticsearch in the middle of a batch: everything is recorded once, and every event opens."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from core.clock import SystemClock
from core.db import Database
from core.errors import Rejected, Unavailable
from core.payloads import PayloadKey
from core.payloads.clauses import EVERYTHING
from core.payloads.elastic.cluster import Cluster
from core.payloads.elastic.options import ElasticOptions
from core.payloads.elastic.store import ElasticPayloads, open_elastic
from core.payloads.search import PayloadQuery
from tests.app import installed
from tests.elastic import OwnElastic
from tests.engines import Elasticsearch
from tests.engines.fixtures import need_artifacts

_EVENTS = 300
_OPTIONS = ElasticOptions("killed", replicas=0)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Elasticsearch]:
    need_artifacts("elasticsearch")
    with Elasticsearch(tmp_path / "elasticsearch") as started:
        yield started


class KilledOnce(ElasticPayloads):
    """Its server is killed while it takes the first batch, when half of that is already there."""

    def __init__(self, cluster: Cluster, server: Elasticsearch) -> None:
        super().__init__(cluster, _OPTIONS, SystemClock(), Random(7))
        self._server: Elasticsearch | None = server

    async def put_many(self, payloads: Sequence[tuple[PayloadKey, bytes]]) -> list[str | Rejected]:
        if self._server is not None and payloads:
            server, self._server = self._server, None
            await super().put_many(payloads[: len(payloads) // 2])
            await asyncio.gather(super().put_many(payloads), asyncio.to_thread(server.kill))
        return await super().put_many(payloads)


async def test_a_kill_in_the_middle_of_a_batch_loses_and_doubles_nothing(
    server: Elasticsearch, database: Database
) -> None:
    async with open_elastic(server.url, _OPTIONS, SystemClock(), Random(7)) as opened:
        payloads = KilledOnce(opened._cluster, server)
        async with installed(database, payloads=payloads) as shop:
            for number in range(_EVENTS):
                event_id = UUID(int=number + 1).hex
                await shop.send({"event_id": event_id, "message": f"crash {number % 7}", "extra": {"number": number}})
            with pytest.raises(Unavailable):
                await shop.settle()
            server.start()
            await shop.settle()

            assert await shop.books() == {"accepted": _EVENTS, "stored": _EVENTS}
            assert await shop.rows("select sum(times_seen)::int from issues") == [(_EVENTS,)]
            for number in range(_EVENTS):
                assert (await shop.event(UUID(int=number + 1).hex))["extra"]["number"] == number
            OwnElastic(server.url, _OPTIONS.prefix).refresh()
            everything = PayloadQuery(frozenset({shop.project_id}), EVERYTHING, 0, 4_000_000_000_000)
            assert (await payloads.summarize(everything, 86400, [], 0)).total == _EVENTS
