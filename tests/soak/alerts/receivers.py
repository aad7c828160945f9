"""A pager and a mail server in a thread of their own, that fail in every way there is."""

import asyncio
import re
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from random import Random
from typing import Any, Literal, Self, TypeAlias

import msgspec
from aiosmtpd.smtp import SMTP

Mood: TypeAlias = Literal["takes", "fails", "busy", "hangs", "drops"]
"""takes: 200. fails: 500, or 451. busy: 429 with Retry-After, or 421. hangs: reads everything and never answers. drops:
reads everything and breaks the connection off, so that the caller cannot know."""

_WAYS: tuple[Mood, ...] = ("fails", "busy", "drops", "fails", "drops", "hangs")
_RETRY_AFTER = "1"
_REFUSES = 0.12
"""This share of what it hears; so few that hardly anything is refused nine times, after which callers wait long."""
_SPELL_SECONDS, _SPELL_EVERY = 8.0, 45.0
"""So long it takes nothing at all, so often: breakers open."""
_NUMBER = re.compile(r"^Alert: A-(\d+)\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A message that somebody read to its end, whatever was answered."""

    channel: Literal["pager", "mail"]
    alert: int
    """Its number."""
    key: str
    mood: Mood


@dataclass(slots=True)
class Receivers:
    """Entered: both listen. `brief`: without bad spells, and without refusals that callers wait long for."""

    seed: int
    brief: bool
    heard: list[Hearing] = field(default_factory=list)
    pager_port: int = 0
    mail_port: int = 0
    _rng: Random = field(init=False)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self._rng = Random(self.seed)

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        assert self._thread is not None
        self._thread.join(60)

    def hear(self, channel: Literal["pager", "mail"], alert: int, key: str) -> Mood:
        """Write it down, and say what is done with it."""
        mood = self._mood(channel)
        self.heard.append(Hearing(channel, alert, key, mood))
        return mood

    def _mood(self, channel: str) -> Mood:
        if not self.brief and time.monotonic() % _SPELL_EVERY < _SPELL_SECONDS:
            return "fails"
        if self._rng.random() >= _REFUSES:
            return "takes"
        mood = self._rng.choice(_WAYS)
        # A mail server that is busy says nothing of when: callers stay away from it for half a minute.
        is_long = mood == "hangs" or (mood == "busy" and channel == "mail")
        return "drops" if self.brief and is_long else mood

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        pager = self._loop.run_until_complete(asyncio.start_server(self._page, "127.0.0.1", 0))
        mail = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: SMTP(_LetterBox(self), hostname="mail.test", loop=self._loop), "127.0.0.1", 0
            )
        )
        self.pager_port = pager.sockets[0].getsockname()[1]
        self.mail_port = mail.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    async def _page(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
            told = msgspec.json.decode(await reader.readexactly(int(headers["content-length"])))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.transport.abort()  # the caller was killed in the middle: this was no message
            return
        mood = self.hear("pager", told["data"]["alert_number"], headers["webhook-id"])
        if mood == "hangs":
            await reader.read()  # until the caller has had enough
        if mood in ("hangs", "drops"):
            writer.transport.abort()
            return
        status = {"takes": "200 OK", "fails": "500 Oh", "busy": f"429 No\r\nRetry-After: {_RETRY_AFTER}"}[mood]
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        writer.close()


@dataclass(slots=True)
class _LetterBox:
    """As aiosmtpd asks of a handler."""

    receivers: Receivers

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=default)
        body = letter.get_body(("plain",))
        assert body is not None
        number = _NUMBER.search(body.get_content())
        assert number is not None, body.get_content()
        mood = self.receivers.hear("mail", int(number[1]), str(letter["X-Redshank-Key"]))
        if mood == "hangs":
            await asyncio.sleep(30)  # longer than the caller's patience
        if mood in ("hangs", "drops"):
            server.transport.abort()
        return {"fails": "451 not now", "busy": "421 too many"}.get(mood, "250 OK")
