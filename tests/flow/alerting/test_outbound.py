"""The way out, against those who would have it go elsewhere: real servers, and resolvers that lie."""

import asyncio
import gzip
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from alerting.calls import MAX_ANSWER_BYTES, Answer, CallFailed, Request
from alerting.checked_hosts import Lookup, system_lookup
from alerting.outbound import open_outbound
from core.addresses import Allowed, parse_allowed
from core.alerts import FailureClass
from tests.receivers import Said, receiving

HERE = parse_allowed(["127.0.0.1"])


async def call(url: str, allowed: Allowed = HERE, lookup: Lookup = system_lookup, **more: Any) -> Answer:
    async with open_outbound(allowed, lookup=lookup) as outbound:
        return await outbound.call(Request(method="GET", url=url, **more))


async def refusal(url: str, allowed: Allowed = HERE, lookup: Lookup = system_lookup, **more: Any) -> CallFailed:
    with pytest.raises(CallFailed) as failed:
        await call(url, allowed, lookup, **more)
    return failed.value


def resolving(*answers: str) -> Lookup:
    """A resolver that gives each of the answers in turn, the last one for ever."""
    left = list(answers)

    async def lookup(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        text = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET6 if ":" in one else socket.AF_INET, one) for one in text.split()]

    return lookup


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "[::ffff:169.254.169.254]", "10.0.0.1",
        "[fd00::1]", "[fe80::1]", "0.0.0.0", "[::]", "100.64.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1",
    ],
)  # fmt: skip
async def test_addresses_that_are_not_the_internet_are_refused(host: str) -> None:
    failed = await refusal(f"http://{host}/", Allowed())
    assert failed.failure is FailureClass.BLOCKED
    assert "REDSHANK_OUTBOUND_ALLOW" in failed.detail


@pytest.mark.parametrize(
    "host", ["localhost", "2130706433", "0177.0.0.1", "127.1", "0x7f.1", "0x7f000001", "017700000001"]
)
async def test_names_and_odd_numbers_that_mean_this_machine_are_refused(host: str) -> None:
    async with receiving() as server:
        port = server.url.rpartition(":")[2]
        failed = await refusal(f"http://{host}:{port}/", Allowed())
        assert failed.failure in (FailureClass.BLOCKED, FailureClass.DATA, FailureClass.CONNECTION)
        assert server.heard == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://x/", "ftp://x/", "//x/", "http://", "x", "http://[::1"]
)
async def test_only_http_goes_out(url: str) -> None:
    assert (await refusal(url)).failure in (FailureClass.BLOCKED, FailureClass.DATA)


async def test_a_name_that_changes_its_mind_gains_nothing() -> None:
    """What was checked is what is connected to: there is no second look."""
    async with receiving() as server:
        port = server.url.rpartition(":")[2]
        asked = 0
        rebinding = resolving("10.0.0.1", "127.0.0.1")

        async def counted(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
            nonlocal asked
            asked += 1
            return await rebinding(host, port)

        failed = await refusal(f"http://hook.example:{port}/", Allowed(), counted)
        assert (failed.failure, asked, server.heard) == (FailureClass.BLOCKED, 1, [])


async def test_of_several_addresses_only_the_good_ones_are_called() -> None:
    async with receiving() as server:
        port = server.url.rpartition(":")[2]
        answer = await call(f"http://hook.example:{port}/x", HERE, resolving("10.0.0.1 169.254.169.254 127.0.0.1"))
        assert (answer.status, server.heard[0].headers["host"]) == (200, f"hook.example:{port}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}\\@hook.example/",
        "http://hook.example\\@127.0.0.1:{port}/",
        "http://hook.example@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}#@hook.example/",
        "http://127.0.0.1:{port}?@hook.example/",
        "http://hook.example:80@127.0.0.1:{port}/",
        "http://\t127.0.0.1:{port}/",
        "http:\\\\127.0.0.1:{port}/",
        "http://127。0。0。1:{port}/",
        "http://①②⑦.0.0.1:{port}/",
        "http://127.0.0.1.:{port}/",
    ],
)
async def test_urls_that_two_parsers_read_differently_reach_nobody(url: str) -> None:
    async with receiving() as server:
        await refusal(url.format(port=server.url.rpartition(":")[2]), Allowed(), resolving("127.0.0.1"))
        assert server.heard == []


async def test_a_redirect_into_the_cloud_is_not_followed() -> None:
    async with receiving(Said(302, "", {"Location": "http://169.254.169.254/latest/meta-data/"})) as server:
        failed = await refusal(server.url, redirects=3)
        assert failed.failure is FailureClass.BLOCKED
        assert "metadata" in failed.detail
        assert len(server.heard) == 1


async def test_redirects_end_somewhere() -> None:
    async with receiving(Said(302, "", {"Location": "/again"})) as server:
        assert (await call(server.url, redirects=3)).status == 302
        assert len(server.heard) == 4


async def test_secrets_do_not_follow_a_redirect_to_another_host() -> None:
    async with receiving() as other, receiving(Said(307, "", {"Location": f"{other.url}/"})) as server:
        request = Request(
            method="POST", url=server.url, body=b"key", headers={"Authorization": "Bearer s"}, redirects=3
        )
        async with open_outbound(HERE) as outbound:
            assert (await outbound.call(request)).status == 307
        assert other.heard == []


async def test_a_host_that_the_operator_named_is_called_wherever_it_is() -> None:
    async with receiving() as server:
        port = server.url.rpartition(":")[2]
        answer = await call(f"http://chat.internal:{port}/", parse_allowed(["chat.internal"]), resolving("127.0.0.1"))
        assert answer.status == 200


async def test_a_huge_answer_is_cut() -> None:
    async with receiving(Said(200, b"x" * 2**20)) as server:
        answer = await call(server.url)
        assert (len(answer.body), answer.is_cut) == (MAX_ANSWER_BYTES, True)


async def test_a_bomb_is_opened_no_further_than_the_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < MAX_ANSWER_BYTES
    async with receiving(Said(200, bomb, {"Content-Encoding": "gzip"})) as server:
        answer = await call(server.url)
        assert (len(answer.body), answer.is_cut) == (MAX_ANSWER_BYTES, True)
        assert server.heard[0].headers["accept-encoding"] == "identity"


async def test_a_damaged_compression_is_an_answer_all_the_same() -> None:
    async with receiving(Said(200, b"no gzip at all", {"Content-Encoding": "gzip"})) as server:
        assert (await call(server.url)).body == b"no gzip at all"


async def _raw(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], seconds: float
) -> CallFailed:
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        return await refusal(f"http://127.0.0.1:{port}/s3cret-path", seconds=seconds, secrets=("s3cret-path",))
    finally:
        server.close()


async def test_who_never_answers_is_left() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    failed = await _raw(silent, 0.5)
    assert (failed.failure, "did not answer in time" in failed.detail) == (FailureClass.TIMEOUT, True)


async def test_who_answers_a_byte_at_a_time_is_left_too() -> None:
    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)
        except ConnectionError:
            writer.close()

    assert (await _raw(slow, 0.5)).failure is FailureClass.TIMEOUT


@pytest.mark.parametrize(
    "words", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10 + b"Z: " + b"z" * 100_000]
)
async def test_who_speaks_no_http_is_a_failed_connection(words: bytes) -> None:
    async def rude(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(words)
        writer.close()

    failed = await _raw(rude, 30)
    assert failed.failure is FailureClass.CONNECTION
    assert not words or "in proper HTTP" in failed.detail
    assert "s3cret" not in failed.detail


async def test_nobody_listens_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    failed = await refusal(f"http://127.0.0.1:{port}/hooks/t0ken", secrets=("t0ken",))
    assert failed.failure is FailureClass.CONNECTION
    assert "127.0.0.1 cannot be reached" in failed.detail
    assert "t0ken" not in failed.detail


async def test_there_is_no_such_host() -> None:
    async def unknown(host: str, port: int) -> list[tuple[socket.AddressFamily, str]]:
        raise socket.gaierror(-2, "Name or service not known")

    failed = await refusal("http://nowhere.example/", Allowed(), unknown)
    assert (failed.failure, failed.detail.startswith("there is no host nowhere.example")) == (
        FailureClass.CONNECTION, True,
    )  # fmt: skip


async def test_cookies_are_not_kept_and_proxies_of_the_environment_do_not_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    async with receiving(Said(200, "", {"Set-Cookie": "a=b"})) as server, open_outbound(HERE) as outbound:
        for _ in range(2):
            await outbound.call(Request(method="GET", url=server.url))
        assert "cookie" not in server.heard[1].headers
        assert server.heard[0].headers["user-agent"].startswith("Redshank/")


async def test_a_proxy_that_the_operator_set_carries_everything_and_no_literal_past_the_check() -> None:
    async with receiving(Said(200, "by proxy")) as proxy:

        async def through(request: web.Request) -> web.StreamResponse:
            return web.Response(text=f"proxied {request.raw_path}")

        proxy.handler = through
        async with open_outbound(Allowed(), proxy=proxy.url) as outbound:
            answer = await outbound.call(Request(method="GET", url="http://hook.example/x"))
            assert answer.text == "proxied http://hook.example/x"
            with pytest.raises(CallFailed):
                await outbound.call(Request(method="GET", url="http://169.254.169.254/"))
        assert len(proxy.heard) == 1
