"""What goes out and what comes back: requests, answers, failures. Values; no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit

from core.alerts import FailureClass
from core.errors import RedshankError

HIDDEN: Final = "•••"
MAX_ANSWER_BYTES: Final = 64 * 1024
"""Of a body, decoded; what is longer is cut. No answer to a message needs more than a few hundred."""
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
    """What must not be seen in errors and answers, nor go to another host: tokens, whole URLs that are secrets."""
    max_answer_bytes: int = MAX_ANSWER_BYTES
    """For who reads a list."""
    seconds: float = 10.0
    """For all of it: name, connection, redirects, answer."""


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
    """There is no answer. The text is one line for people, without secrets."""

    def __init__(self, failure: FailureClass, detail: str) -> None:
        super().__init__(detail)
        self.failure: Final = failure
        self.detail: Final = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of a message: it arrived, or why not."""

    failure: FailureClass | None = None
    """None: it arrived. DUPLICATE: they have it already, which is as good."""
    detail: str = ""
    """What they answered, or what went wrong: for people, without secrets."""
    status: int | None = None
    """Of HTTP or SMTP."""
    reference: str | None = None
    """Their name for it: a Slack ts, an issue key."""
    retry_after: float | None = None
    """Seconds that they asked us to wait."""
    data: Mapping[str, object] = field(default_factory=dict)
    """What else the sender of this kind wants to remember when the result is written."""

    @property
    def arrived(self) -> bool:
        return self.failure in (None, FailureClass.DUPLICATE)


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """The text with each secret hidden, also as it stands in a URL, and also the telling end of one that is a URL."""
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
