"""Requests, answers, failures, receipts. Values; no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

from core.alerts import FailureClass
from core.errors import RedshankError

HIDDEN: Final = "•••"
MAX_ANSWER_BYTES: Final = 64 * 1024
"""The longest body of an answer, decoded; the rest is cut. No answer to a message needs more than a few hundred
bytes."""
_SHORTEST_SECRET: Final = 4
"""Characters: hiding every "a" would help nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    redirects: int = 0
    """How many may be followed, 0 to 3; see alerting/redirects.py for those that are not."""
    secrets: tuple[str, ...] = ()
    """Tokens, and whole URLs that are secret: never shown in errors and answers, never sent to another host."""
    max_answer_bytes: int = MAX_ANSWER_BYTES
    """More for calls that read a list."""
    seconds: float = 10.0
    """For the whole call: resolving the name, connection, redirects, answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the other side said."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in small letters; of repeated ones the last."""
    body: bytes = b""
    is_cut: bool = False
    """Whether the body went on."""

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


class CallFailed(RedshankError):
    """A call without an answer. The text is one line for people, without secrets."""

    def __init__(self, failure: FailureClass, detail: str) -> None:
        super().__init__(detail)
        self.failure: Final = failure
        self.detail: Final = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message: it arrived, or why not."""

    failure: FailureClass | None = None
    """None: it arrived. DUPLICATE: the receiver had it already, which counts as arrived."""
    detail: str = ""
    """What the receiver answered, or what went wrong: for people, without secrets."""
    status: int | None = None
    """The status of HTTP or SMTP."""
    reference: str | None = None
    """The receiver's name for the message: a Slack ts, an issue key."""
    retry_after: float | None = None
    """Seconds that the receiver asks us to wait."""
    data: Mapping[str, object] = field(default_factory=dict)
    """What else this kind of sender stores when the result is written."""

    @property
    def arrived(self) -> bool:
        return self.failure in (None, FailureClass.DUPLICATE)


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret hidden: as it is, as it is quoted in a URL and, of a secret URL, also its last part
    alone."""
    found: set[str] = set()
    for secret in secrets:
        found.update((secret, quote(secret, safe="")))
        if secret.startswith(("http://", "https://")):
            parts = urlsplit(secret)
            found.update((parts.path + ("?" + parts.query if parts.query else ""), parts.path, parts.query))
            found.update(parts.path.split("/")[-1:])
    for one in sorted((one for one in found if len(one) >= _SHORTEST_SECRET), key=len, reverse=True):
        text = text.replace(one, HIDDEN)
    return text
