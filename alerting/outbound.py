"""The only way out by HTTP: every address is checked, every answer is bounded.

Names are resolved here, and the connection goes to the address that was checked, so that a name whose address changes
in between (DNS rebinding) gains nothing. All ports are allowed: chat servers and webhooks use many, and only the
internet, where anybody can look for open ports, and what the operator named can be reached.
"""

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from alerting.calls import Answer, CallFailed, Request, without_secrets
from alerting.checked_hosts import CheckedResolver, Lookup, check_url, system_lookup
from alerting.redirects import next_hop
from core.addresses import Allowed
from core.alerts import FailureClass

CONNECT_SECONDS: Final = 5.0


class Outbound:
    """Makes HTTP calls. One for each process; made by `open_outbound`."""

    def __init__(self, session: aiohttp.ClientSession, allowed: Allowed, proxy: str | None) -> None:
        self._session = session
        self.allowed: Final = allowed
        self._proxy = proxy

    async def call(self, request: Request) -> Answer:
        """The answer, whatever its status. Raises CallFailed where there is none."""
        try:
            async with asyncio.timeout(request.seconds):
                while True:
                    answer = await self._once(request)
                    further = next_hop(request, answer.status, answer.headers.get("location"))
                    if further is None:
                        return answer
                    request = further
        except TimeoutError as error:
            host = _host(request.url)
            raise CallFailed(
                FailureClass.TIMEOUT, f"{host} did not answer in time ({request.seconds:g} s at most)"
            ) from error

    async def _once(self, request: Request) -> Answer:
        url = check_url(request.url, self.allowed)
        # Compressed answers are not asked for. A server that sends one all the same is decompressed below, with a
        # limit.
        headers = {"Accept-Encoding": "identity", **request.headers}
        try:
            async with self._session.request(
                request.method,
                url,
                data=request.body or None,
                headers=headers,
                allow_redirects=False,
                proxy=self._proxy,
            ) as response:
                most = request.max_answer_bytes
                raw, is_cut = await _limited(response, most)
                body, grew = _opened(raw, response.headers.get("Content-Encoding", ""), most)
                names = {name.lower(): value for name, value in response.headers.items()}
                return Answer(status=response.status, headers=names, body=body, is_cut=is_cut or grew)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            raise _failed(_host(request.url), error, request.secrets) from error


@asynccontextmanager
async def open_outbound(
    allowed: Allowed, *, proxy: str | None = None, lookup: Lookup = system_lookup
) -> AsyncIterator[Outbound]:
    """`proxy`: all calls go through it. Then the proxy resolves names, and only literal addresses are checked here.
    Proxy variables of the environment are ignored."""
    proxy_host = urlsplit(proxy).hostname if proxy else None
    connector = aiohttp.TCPConnector(
        resolver=CheckedResolver(lookup, allowed, proxy_host), use_dns_cache=False, force_close=True, limit=64
    )
    async with aiohttp.ClientSession(
        connector=connector,
        auto_decompress=False,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=CONNECT_SECONDS),
        headers={"User-Agent": f"Redshank/{version('redshank-server')}"},
    ) as session:
        yield Outbound(session, allowed, proxy)


async def _limited(response: aiohttp.ClientResponse, most: int) -> tuple[bytes, bool]:
    """The body as it was sent, cut at the limit, and whether it was longer."""
    pieces, size = [], 0
    async for piece in response.content.iter_any():
        pieces.append(piece)
        size += len(piece)
        if size > most:
            response.close()
            return b"".join(pieces)[:most], True
    return b"".join(pieces), False


def _opened(body: bytes, encoding: str, most: int) -> tuple[bytes, bool]:
    """The body decompressed, up to the limit; one that cannot be decompressed stays as it is."""
    bits = {"gzip": 31, "x-gzip": 31, "deflate": 15}.get(encoding.strip().lower())
    if bits is None:
        return body, False
    opener = zlib.decompressobj(bits)
    try:
        decoded = opener.decompress(body, most)
    except zlib.error:
        return body, False
    return decoded, bool(opener.unconsumed_tail)


def _host(url: str) -> str:
    """The host that a URL names, without any secret that the URL may hold."""
    try:
        return urlsplit(url).hostname or "the address"
    except ValueError:
        return "the address"


def _failed(host: str, error: Exception, secrets: tuple[str, ...]) -> CallFailed:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return CallFailed(FailureClass.CONNECTION, f"there is no host {host}, or its name cannot be resolved for now")
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLCertVerificationError):
        return CallFailed(FailureClass.CONNECTION, f"the certificate of {host} cannot be trusted: {_reason(error)}")
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return CallFailed(FailureClass.DATA, "the address or a header of it cannot be sent: check the channel's fields")
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return CallFailed(FailureClass.CONNECTION, f"{host} closed the connection without an answer")
    if isinstance(error, aiohttp.ClientResponseError | aiohttp.ClientPayloadError):
        return CallFailed(FailureClass.CONNECTION, f"{host} does not answer in proper HTTP, or broke its answer off")
    reason = without_secrets(_reason(error), secrets)
    return CallFailed(FailureClass.CONNECTION, f"{host} cannot be reached: {reason}")


def _reason(error: BaseException) -> str:
    """The system's own message, if there is one; never the URL."""
    inner = getattr(error, "os_error", None) or error
    if isinstance(inner, ssl.SSLCertVerificationError):
        return inner.verify_message
    if isinstance(inner, OSError) and inner.errno is not None and inner.strerror:
        return inner.strerror.lower()
    return type(inner).__name__
