"""What trackers are asked and reply, and what a failure means. Pure."""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import quote

from core.alerts import FailureClass
from core.clock import instant
from core.errors import RedshankError
from core.trackers import TITLES, TrackerKind

_SKEW_SECONDS: Final = 600
_MAX_WORDS: Final = 300
"""Characters of a tracker's message that are kept."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One HTTP request."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: Any = None
    """JSON; None: no body."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: Any = None
    """JSON; None where it was none."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    at: float = 0.0
    """When it came, epoch seconds."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark by which what a call creates at the tracker is recognized."""

    word: str
    """A word in the created text, and nowhere else: a repeated call looks for it."""
    url: str
    """Back to our issue."""
    since: float
    """When the call was queued, epoch seconds: nothing that it created is older."""
    is_repeat: bool = False
    """Whether an earlier try, whose answer was lost, may have created it."""

    def after(self) -> str:
        """`since` as GitHub and GitLab read it, moved some minutes earlier: their clock may be behind ours."""
        return instant(self.since - _SKEW_SECONDS).strftime("%Y-%m-%dT%H:%M:%SZ")


T = TypeVar("T")
Steps: TypeAlias = Generator[Ask, Reply, T]


class Failed(RedshankError):
    """A call that did not do what it was for; the text says the mend."""

    def __init__(
        self, failure: FailureClass, detail: str, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.failure: Final = failure
        self.detail: Final = detail
        self.status: Final = status
        self.retry_after: Final = retry_after
        """Seconds to wait, where the tracker said so."""


def segment(text: str) -> str:
    """A text quoted as one segment of a path."""
    return quote(text, safe="")


def rows(body: Any) -> list[dict[str, Any]]:
    """The objects in a list that a tracker answered; anything else in it is left out."""
    return [one for one in body if isinstance(one, dict)] if isinstance(body, list) else []


def comment_once(kind: TrackerKind, listing: Ask, post: Ask, mark: Mark) -> Steps[None]:
    """Add a comment unless it is there already."""
    if mark.word in json.dumps(expect(kind, (yield listing), "to list comments")):
        return
    expect(kind, (yield post), "to comment")


def not_assigned(kind: TrackerKind, name: str, why: str) -> Failed:
    """The message about an assignee whom the tracker does not accept."""
    return Failed(FailureClass.DATA, f"{TITLES[kind]} {why} {name!r}: change the assignee in the tracker's settings")


def expect(kind: TrackerKind, reply: Reply, what: str) -> Any:
    """The body of a success. Raises Failed; `what` was wanted, as in "to make an issue"."""
    if 200 <= reply.status < 300:
        return reply.body
    name, said = TITLES[kind], words(reply.body)
    detail = _mend(name, reply, what, said)
    raise Failed(_class_of(reply, said), detail, reply.status, retry_after(reply))


def _class_of(reply: Reply, said: str) -> FailureClass:
    if is_rate_limit(reply, said):
        return FailureClass.RATE_LIMIT
    if reply.status in (401, 403, 407):
        return FailureClass.AUTH
    if reply.status == 408:
        return FailureClass.TIMEOUT
    return FailureClass.SERVER if reply.status >= 500 else FailureClass.DATA


def is_rate_limit(reply: Reply, said: str) -> bool:
    """429 at all of them; GitHub says 403 as well, for its first limit (nothing remains) and its secondary ones."""
    if reply.status == 429:
        return True
    if reply.status != 403:
        return False
    nothing_left = reply.headers.get("x-ratelimit-remaining") == "0"
    return nothing_left or "retry-after" in reply.headers or "rate limit" in said.lower()


def retry_after(reply: Reply) -> float | None:
    """Seconds to wait: of Retry-After, else until GitHub's or GitLab's limit is reset; GitHub asks for a minute where a
    secondary limit says nothing."""
    waits = _number(reply.headers.get("retry-after"))
    if waits is not None:
        return waits
    if not is_rate_limit(reply, words(reply.body)):
        return None
    reset = _number(reply.headers.get("x-ratelimit-reset")) or _number(reply.headers.get("ratelimit-reset"))
    spent = "0" in (reply.headers.get("x-ratelimit-remaining"), reply.headers.get("ratelimit-remaining"))
    return max(1.0, reset - reply.at) if reset is not None and spent else 60.0


def _number(text: str | None) -> float | None:
    return float(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 12 else None


def _mend(name: str, reply: Reply, what: str, said: str) -> str:
    quoted = f" ({said})" if said else ""
    if is_rate_limit(reply, said):
        return f"{name} takes no more calls for now{quoted}"
    if 300 <= reply.status < 400:
        return f"{name} has moved the project: give its new address or name in the tracker's settings"
    mends = {
        401: f"{name} does not know the token{quoted}: enter a new one in the tracker's settings",
        403: f"{name} does not let the token {what}{quoted}: give it that right",
        404: f"{name} does not find it, or does not show it to the token, {what}: check project and rights",
        410: f"{name} says that it is gone{quoted}: unlink it, or turn issues on for the project",
    }
    if reply.status >= 500:
        return f"{name} failed with {reply.status} {what}{quoted}"
    return mends.get(reply.status, f"{name} refused {what} with {reply.status}{quoted}: check the tracker's settings")


def words(body: Any) -> str:
    """The message of an error on one line: from GitHub's `message` and `errors`, Jira's `errorMessages` and `errors`,
    or GitLab's `message` (a text, or lists by field) and `error`."""
    said: list[str] = []
    _gather(body, said, 0)
    return " ".join("; ".join(dict.fromkeys(said)).split())[:_MAX_WORDS]


_SAYING: Final = ("errorMessages", "message", "error", "error_description", "errors", "base")


def _gather(value: Any, said: list[str], depth: int) -> None:
    if depth > 3 or len(said) > 8:
        return
    if isinstance(value, str):
        said.append(value)
    elif isinstance(value, list):
        for one in value[:5]:
            _gather(one, said, depth + 1)
    elif isinstance(value, dict) and depth == 0:
        for name in _SAYING:
            _gather(value.get(name), said, depth + 1)
    elif isinstance(value, dict) and any(isinstance(value.get(name), str) for name in ("message", "code")):
        parts = [value.get(name) for name in ("field", "code", "message")]
        said.append(" ".join(one for one in parts if isinstance(one, str)))
    elif isinstance(value, dict):
        for name, one in list(value.items())[:5]:
            texts: list[str] = []
            _gather(one, texts, depth + 1)
            said.extend(f"{name}: {text}" for text in texts)
