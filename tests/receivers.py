"""Receivers of what goes out, real ones: an HTTP server that answers what it is told, a mail server."""

import asyncio
import datetime
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    """Names in small letters."""
    body: bytes


@dataclass(slots=True)
class Said:
    """An answer that was recorded, or made up after the documentation."""

    status: int = 200
    body: bytes | str = b""
    headers: dict[str, str] = field(default_factory=dict)


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Receiver:
    """Answers the next of `answers`, the last one for ever."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list)
    answers: list[Said] = field(default_factory=lambda: [Said()])
    handler: Handler | None = None
    """Instead of `answers`."""
    waiting: asyncio.Event | None = None
    """Nobody gets an answer before it is set."""

    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def hears(self, times: int) -> None:
        """Wait until it was called so often."""
        while len(self.heard) < times:
            self.news.clear()
            await self.news.wait()

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    async def answer(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.heard.append(Heard(request.method, request.path_qs, headers, await request.read()))
        self.news.set()
        if self.handler is not None:
            return await self.handler(request)
        if self.waiting is not None:
            await self.waiting.wait()
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        body = said.body.encode() if isinstance(said.body, str) else said.body
        return web.Response(status=said.status, body=body, headers=said.headers)


@asynccontextmanager
async def receiving(*answers: Said) -> AsyncIterator[Receiver]:
    """A server on a port of its own at 127.0.0.1."""
    receiver = Receiver()
    if answers:
        receiver.answers = list(answers)
    app = web.Application(client_max_size=2**24)
    app.router.add_route("*", "/{path:.*}", receiver.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server: Any = site._server
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield receiver
    finally:
        if receiver.waiting is not None:
            receiver.waiting.set()
        await runner.cleanup()


@dataclass(slots=True)
class Post:
    """A mail server's letter box, and how it treats letters."""

    letters: list[Message] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refusal: str = ""
    """Said to the whole letter."""
    refused: dict[str, str] = field(default_factory=dict)
    """Said to a recipient."""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        self.letters.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 Message accepted"


@asynccontextmanager
async def post_office(
    *, certificate: tuple[Path, Path] | None = None, login: tuple[str, str] | None = None
) -> AsyncIterator[tuple[Post, int]]:
    """A mail server on 127.0.0.1 and its port; with STARTTLS where it has a certificate, asking for a login where
    there is one."""
    post = Post()
    tls = None
    if certificate is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(*certificate)

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == login, handled=False)

    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(
            post,
            hostname="mail.test",
            tls_context=tls,
            require_starttls=False,
            auth_required=login is not None,
            auth_require_tls=tls is not None,
            authenticator=check if login else None,
            loop=loop,
        )

    server = await loop.create_server(session, "127.0.0.1", 0)
    try:
        yield post, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


def self_made_certificate(folder: Path) -> tuple[Path, Path]:
    """Certificate and key of 127.0.0.1 and localhost, signed by nobody else."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    files = (folder / "server.pem", folder / "server.key")
    files[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return files
