"""What real SDKs sent, as values: requests recorded byte for byte (README.md beside this says how).

recording = load("python2-plain")
(event,) = events(recording)
"""

import base64
import gzip
import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import brotli
import zstandard

FOLDER = Path(__file__).parent / "sdk"
SUFFIX = ".request.json"

PUBLIC_KEY = "5e11ab1ecafe4d0f8a5c0ffee0ddba11"
"""In the DSN of every recording, `http://PUBLIC_KEY@127.0.0.1:9999/PROJECT_ID`: give both to a test's project."""
PROJECT_ID = 1


@dataclass(frozen=True, slots=True)
class Recording:
    """One request that an SDK sent, as it came in; `Host` and connection headers are left out."""

    name: str
    """`<sdk>-<case>`; `-again` is the same problem on another day (see `pairs`)."""
    method: str
    path: str
    """With the query string."""
    headers: dict[str, str]
    """Names in title case."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a recorded envelope; a store request counts as one item of type `event`."""

    headers: dict[str, Any]
    payload: bytes

    @property
    def type(self) -> str:
        return str(self.headers["type"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two recordings of an event each, and whether one problem is behind both."""

    a: str
    b: str
    same: bool
    why: str


@cache
def load(name: str) -> Recording:
    """Raises FileNotFoundError for a name that was not recorded."""
    fields = json.loads((FOLDER / f"{name}{SUFFIX}").read_text(encoding="utf-8"))
    return Recording(
        name,
        fields["method"],
        fields["path"],
        fields["headers"],
        base64.b64decode(fields["body"], validate=True),
    )


def names() -> list[str]:
    return sorted(path.name.removesuffix(SUFFIX) for path in FOLDER.glob(f"*{SUFFIX}"))


def all_recordings() -> list[Recording]:
    return [load(name) for name in names()]


def pairs() -> list[Pair]:
    fields = json.loads((FOLDER / "pairs.json").read_text(encoding="utf-8"))
    return [Pair(pair["a"], pair["b"], pair["same"], pair["why"]) for pair in fields]


def plain_body(recording: Recording) -> bytes:
    """The body without its content coding, read by the reference implementation of each."""
    body = recording.body
    match recording.headers.get("Content-Encoding", ""):
        case "gzip":
            return gzip.decompress(body)
        case "deflate":
            return zlib.decompress(body)
        case "br":
            decoded: bytes = brotli.decompress(body)
            return decoded
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(body)
        case _:
            return body


def items(recording: Recording) -> list[Item]:
    body = plain_body(recording)
    if "/store/" in recording.path:
        # sentry-raven for Ruby wraps: base64(zlib(JSON)), with nothing in the headers to say so.
        text = body if body.lstrip().startswith(b"{") else zlib.decompress(base64.b64decode(body))
        return [Item({"type": "event"}, text)]
    found = []
    rest = body.partition(b"\n")[2]
    while rest:
        line, _, rest = rest.partition(b"\n")
        if not line:
            continue
        headers = json.loads(line)
        length = headers.get("length")
        size = rest.find(b"\n") if length is None else length
        size = len(rest) if size < 0 else size
        found.append(Item(headers, rest[:size]))
        rest = rest[size:].removeprefix(b"\n")
    return found


def events(recording: Recording) -> list[dict[str, Any]]:
    """The events in a recording, as the SDK wrote them; none for a request of sessions, check-ins and the like."""
    return [json.loads(item.payload) for item in items(recording) if item.type == "event"]
