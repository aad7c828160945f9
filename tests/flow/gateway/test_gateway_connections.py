"""Connections that are slow, cut or half closed."""

import asyncio
import socket
import struct
from contextlib import suppress

import pytest
import uvloop

from core.outcomes import Outcome
from ingest import protocol
from ingest.caps import Caps
from tests.data.recordings import PUBLIC_KEY
from tests.flow.gateway.serving import Running, envelope, serving, until

BODY = envelope(("event", b'{"message":"it broke"}'))


def _head(*more: str) -> bytes:
    lines = [f"POST /api/1/envelope/?sentry_key={PUBLIC_KEY} HTTP/1.1", "Host: x", *more, "", ""]
    return "\r\n".join(lines).encode()


SIZED = _head(f"Content-Length: {len(BODY)}")
CHUNKED = _head("Transfer-Encoding: chunked")


async def _talk(running: Running, *pieces: bytes, half_close: bool = False) -> bytes:
    """All that the gateway says until it closes, or its first answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
    if half_close:
        writer.write_eof()
    async with asyncio.timeout(60):
        heard = await (reader.read() if half_close else reader.read(4096))
    writer.close()
    return heard


async def test_a_sender_that_closes_its_half_gets_its_answer(running):
    assert (await _talk(running, SIZED + BODY, half_close=True)).startswith(b"HTTP/1.1 200 ")
    assert len(running.events()) == 1


@pytest.mark.parametrize("sent", [SIZED + BODY[:-1], SIZED, SIZED[:50], CHUNKED + b"5\r\n{}", CHUNKED])
async def test_a_request_that_ends_in_its_middle_is_refused(running, sent):
    assert (await _talk(running, sent, half_close=True)).startswith(b"HTTP/1.1 400 ")
    assert running.events() == []


async def test_a_connection_without_a_word_is_closed(running):
    assert await _talk(running, half_close=True) == b""


async def test_byte_by_byte(running):
    request = SIZED + BODY
    assert (await _talk(running, *[request[i : i + 1] for i in range(len(request))])).startswith(b"HTTP/1.1 200 ")


async def test_chunks_of_odd_sizes(running):
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in (BODY[:1], BODY[1:9], BODY[9:]))
    assert (await _talk(running, CHUNKED + chunks + b"0\r\n\r\n")).startswith(b"HTTP/1.1 200 ")


async def test_broken_chunks(running):
    assert (await _talk(running, CHUNKED + b"zz\r\nrubbish")).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "sent", [b"rubbish\r\n\r\n", _head("Connection: Upgrade", "Upgrade: websocket", "Content-Length: 0")]
)
async def test_a_stranger_writes_nothing_into_our_log(running, sent, caplog):
    assert (await _talk(running, sent)).startswith(b"HTTP/1.1 400 ")
    assert caplog.records == []


async def test_a_body_that_pauses_too_long(running):
    async with serving(Caps(chunk_timeout=0.05)) as impatient:
        assert (await _talk(impatient, SIZED + BODY[:5])).startswith(b"HTTP/1.1 408 ")
        assert impatient.fates() == {("default", Outcome.INVALID, "body_timeout"): 1}
        assert impatient.gateway._in_flight.held == 0


async def test_a_body_that_trickles_for_ever():
    async with serving(Caps(chunk_timeout=5, body_timeout=0.1)) as impatient:
        reader, writer = await asyncio.open_connection("127.0.0.1", impatient.port)
        writer.write(_head("Content-Length: 100000"))
        while not reader.at_eof():
            writer.write(b"x")
            try:
                async with asyncio.timeout(0.02):
                    heard = await reader.read(4096)
            except TimeoutError:
                continue
            break
        assert heard.startswith(b"HTTP/1.1 408 ")
        writer.close()


async def test_headers_that_never_end(running, monkeypatch):
    monkeypatch.setattr(protocol, "HEADER_SECONDS", 0.05)
    assert (await _talk(running, b"POST /api/1/envelope/ HTTP/1.1\r\nX-Slow: ")).startswith(b"HTTP/1.1 400 ")
    assert await _talk(running) == b""


async def test_headers_without_end(running):
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(b"POST /api/1/envelope/ HTTP/1.1\r\n")
    for number in range(200):
        writer.write(b"X-%d: %b\r\n" % (number, b"x" * 1000))
    async with asyncio.timeout(60):
        assert (await reader.read(4096)).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_a_sender_that_goes_away_is_counted(running):
    _, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(SIZED + BODY[:5])
    await until(lambda: running.gateway._in_flight.held > 0)
    writer.transport.abort()
    await until(lambda: bool(running.fates()))
    assert running.fates() == {("default", Outcome.INVALID, "incomplete_body"): 1}


async def test_requests_in_a_row_on_one_connection(running):
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write((SIZED + BODY) * 3)
    heard = b""
    async with asyncio.timeout(60):
        while heard.count(b"HTTP/1.1 200 ") < 3:
            heard += await reader.read(4096)
    writer.close()


def test_a_sender_that_goes_away_from_a_row_of_requests(monkeypatch, caplog):
    gone, lose = asyncio.Event(), protocol.PatientProtocol.connection_lost

    def lose_and_tell(self, exc):
        lose(self, exc)
        gone.set()

    async def story():
        async with serving() as running:
            append = running.log.append

            async def append_late(*arguments):
                await gone.wait()
                await append(*arguments)

            monkeypatch.setattr(running.log, "append", append_late)
            _, writer = await asyncio.open_connection("127.0.0.1", running.port)
            writer.write((SIZED + BODY) * 3)
            await until(lambda: running.gateway._in_flight.held > 0)
            reset_on_close = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_on_close)
            writer.transport.abort()
            async with asyncio.timeout(60):
                await gone.wait()
            await until(lambda: running.gateway._in_flight.held == 0)
            assert len(running.events()) == 1

    monkeypatch.setattr(protocol.PatientProtocol, "connection_lost", lose_and_tell)
    uvloop.run(story())  # production's loop: asyncio's own is silent about writing into a lost connection
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_who_expects_a_continue_gets_one(running):
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(_head(f"Content-Length: {len(BODY)}", "Expect: 100-continue"))
    async with asyncio.timeout(60):
        assert (await reader.read(4096)).startswith(b"HTTP/1.1 100 ")
        writer.write(BODY)
        assert (await reader.read(4096)).startswith(b"HTTP/1.1 200 ")
    writer.close()


@pytest.mark.parametrize("endless", [b"a:b\r\n", b"x"])
async def test_trailers_without_end(running, endless):
    framing = b"0\r\n" + (endless if endless.endswith(b"\n") else b"a: ")
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(CHUNKED + b"%x\r\n%b\r\n" % (len(BODY), BODY) + framing)
    async with asyncio.timeout(60):
        with suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(endless * 1000)
                await writer.drain()
                with suppress(TimeoutError):
                    async with asyncio.timeout(0):
                        await reader.read(4096)
    writer.close()
    assert running.events() == []


async def test_a_chunk_extension_without_end(running):
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(CHUNKED + b"5;" + b"x" * 10 * protocol.MAX_HEAD_BYTES)
    async with asyncio.timeout(60):
        assert (await reader.read(4096)).startswith(b"HTTP/1.1 400 ")
    writer.close()


async def test_trailers_are_not_taken_for_headers(running):
    trailers = b"0\r\nX-Sentry-Auth: Sentry sentry_key=%b\r\n\r\n" % PUBLIC_KEY.encode()
    head = CHUNKED.replace(PUBLIC_KEY.encode(), b"")
    heard = await _talk(running, head, b"%x\r\n%b\r\n" % (len(BODY), BODY) + trailers)
    assert heard.startswith(b"HTTP/1.1 401 ")


async def test_a_body_that_never_comes_ends_the_connection(running, monkeypatch):
    monkeypatch.setattr(protocol, "BODY_SECONDS", 0.05)
    heard = await _talk_until_closed(running, SIZED + BODY[:5])
    assert heard.startswith(b"HTTP/1.1 400 ")
    assert heard.endswith(b"The body took too long.")


async def test_a_body_that_never_comes_ends_the_connection_after_the_answer_too(running, monkeypatch):
    monkeypatch.setattr(protocol, "BODY_SECONDS", 2)
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(SIZED.replace(b"/api/1/", b"/api/x/") + BODY[:5])
    async with asyncio.timeout(60):
        assert (await reader.read(4096)).startswith(b"HTTP/1.1 400 ")
        writer.write(BODY[5:7])  # uvicorn then waits for ever
        while await reader.read(4096):
            pass
    writer.close()


async def test_a_large_body_may_be_followed_by_the_beginning_of_a_request(running):
    """Whatever comes in one read counts as the head only if it is one."""
    body = BODY + b"\n" * 2 * protocol.MAX_HEAD_BYTES
    head = _head(f"Content-Length: {len(body)}")
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write((head + body) * 3 + head[:20])
    heard = b""
    async with asyncio.timeout(60):
        while heard.count(b"HTTP/1.1 200 ") < 3:
            piece = await reader.read(4096)
            assert piece, heard
            heard += piece
    writer.close()
    assert len(running.events()) == 3


async def test_what_follows_a_request_does_not_take_its_answer_away(running):
    heard = await _talk_until_closed(running, SIZED + BODY + b"no request at all\r\n\r\n")
    assert heard.startswith(b"HTTP/1.1 200 ")
    assert len(running.events()) == 1


async def test_few_requests_wait_behind_another_one(running):
    heard = await _talk_until_closed(running, (SIZED + BODY) * 10 * protocol.MAX_WAITING)
    assert heard.count(b"HTTP/1.1 200 ") <= 2 * protocol.MAX_WAITING


async def _talk_until_closed(running: Running, sent: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", running.port)
    writer.write(sent)
    heard = b""
    async with asyncio.timeout(60):
        with suppress(ConnectionError):
            while piece := await reader.read(65536):
                heard += piece
    writer.close()
    return heard
