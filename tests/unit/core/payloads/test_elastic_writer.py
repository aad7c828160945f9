"""What is done when the cluster is busy, refuses a size or us: a server that answers as it was told."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import pytest

from core.clock import SystemClock
from core.errors import Rejected, Unavailable
from core.payloads.elastic.bulk import Entry, entry
from core.payloads.elastic.cluster import open_cluster
from core.payloads.elastic.options import parse_address
from core.payloads.elastic.writer import Writer
from core.tls import Tls

Answer = tuple[int, Any]
_THERE = {"create": {"status": 201}}
_BUSY = {"create": {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}}}
_BAD = {"create": {"status": 400, "error": {"type": "document_parsing_exception", "reason": "no"}}}


class Hasty(SystemClock):
    """Does not wait, but counts."""

    slept = 0

    async def sleep(self, seconds: float) -> None:
        self.slept += 1


@asynccontextmanager
async def writing(answer: Callable[[list[str]], Answer]) -> AsyncIterator[tuple[Writer, Hasty]]:
    """A writer whose server is told the documents of each request, and answers (status, JSON)."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b""):
            length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            lines = (await reader.readexactly(length)).decode().splitlines()
            status, body = answer(lines[1::2])
            content = json.dumps(body).encode()
            kind = b"content-type: application/json\r\ncontent-length: %d" % len(content)
            writer.write(b"HTTP/1.1 %d x\r\n%b\r\n\r\n%b" % (status, kind, content))
            await writer.drain()
        writer.close()

    def serve_quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve(reader, writer))
        task.add_done_callback(lambda done: done.cancelled() or done.exception())  # the client hangs up

    server = await asyncio.start_server(serve_quietly, "127.0.0.1", 0)
    address = parse_address(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", None)
    clock = Hasty()
    async with server, open_cluster(address, Tls(), 5) as cluster:
        yield Writer(cluster, clock, Random(7)), clock


def entries(count: int, size: int = 1) -> list[Entry]:
    return [entry(place, "day", f"{place}", f"{place}".rjust(size, " ").encode()) for place in range(count)]


async def test_only_what_the_cluster_was_too_busy_for_is_sent_again() -> None:
    sent: list[list[str]] = []

    def answer(documents: list[str]) -> Answer:
        sent.append(documents)
        if len(sent) == 1:
            return 200, {"items": [_THERE, _BUSY, _BAD, _BUSY]}
        return 200, {"items": [_THERE for _ in documents]}

    async with writing(answer) as (writer, clock):
        refused = await writer.write(entries(4))
    assert sent == [["0", "1", "2", "3"], ["1", "3"]]
    assert {place: why.reason for place, why in refused.items()} == {2: "payload_refused"}
    assert clock.slept == 1


@pytest.mark.parametrize(
    "busy", [(200, {"items": [_BUSY]}), (429, {"error": {"type": "es_rejected_execution_exception"}})]
)
async def test_a_cluster_that_stays_busy_is_unavailable_after_a_while(busy: Answer) -> None:
    async with writing(lambda _: busy) as (writer, clock):
        with pytest.raises(Unavailable, match="too busy"):
            await writer.write(entries(1))
    assert 3 < clock.slept < 10


async def test_a_request_that_is_too_large_is_sent_in_halves_and_a_document_that_is_alone_refused() -> None:
    sent: list[list[str]] = []

    def answer(documents: list[str]) -> Answer:
        if len(documents) > 2 or "3" in documents:
            return 413, {"error": "Request Entity Too Large"}
        sent.append(documents)
        return 200, {"items": [_THERE for _ in documents]}

    async with writing(answer) as (writer, _):
        refused = await writer.write(entries(6))
    assert sorted(place for documents in sent for place in documents) == ["0", "1", "2", "4", "5"]
    assert list(refused) == [3]
    assert isinstance(refused[3], Rejected)


@pytest.mark.parametrize(("status", "mend"), [(401, "REDSHANK_ELASTIC_API_KEY"), (403, "lacks a privilege")])
async def test_wrong_credentials_are_told_in_a_line_that_says_the_mend(status: int, mend: str) -> None:
    async with writing(lambda _: (status, {"error": {"type": "security_exception", "reason": "no"}})) as (writer, _):
        with pytest.raises(Unavailable, match=mend):
            await writer.write(entries(1))


async def test_whatever_else_answers_there_is_no_elasticsearch() -> None:
    for odd in ((200, "hello"), (302, {}), (200, {"items": []}), (500, ["x"])):
        async with writing(lambda _, odd=odd: odd) as (writer, _):  # type: ignore[misc]
            with pytest.raises(Unavailable):
                await writer.write(entries(1))
