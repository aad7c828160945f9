"""Record what a real SDK sends: run a little program case by case against a server that keeps every request.

    python record.py SDK --out DIR --first "COMMAND" --again "COMMAND" [--first-cwd DIR] [--again-cwd DIR] [CASE ...]

`COMMAND list` must print the program's cases, one a line: `NAME` or `NAME again`. Each case runs in a process of
its own, `COMMAND NAME`; a case marked `again` runs a second time with the second command, which is the same program
on another day: another release, host, folder, other ids, its source shifted by some lines.

The program finds in its environment, which is otherwise empty:
`SHOP_DSN`, `SHOP_RELEASE`, `SHOP_ENVIRONMENT`, `SHOP_SERVER` (the host name to report), `SHOP_SEED` (for ids).

Every request becomes `<sdk>-<case>[-again].request.json`: method, path with query, the headers that a server looks
at, and the body in base64, byte for byte (a chunked body is joined; `Host` and connection headers are left out).
A second event of one run gets `-2`; requests without an event are kept once an SDK, as `<sdk>-item-<type>`.
"""

import argparse
import base64
import gzip
import json
import os
import re
import shlex
import subprocess
import sys
import threading
import time
import uuid
import zlib
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PORT = 9999
PUBLIC_KEY = "5e11ab1ecafe4d0f8a5c0ffee0ddba11"
PROJECT_ID = 1
DSN = f"http://{PUBLIC_KEY}@127.0.0.1:{PORT}/{PROJECT_ID}"
KEPT_HEADERS = (
    "accept",
    "authorization",
    "content-encoding",
    "content-type",
    "origin",
    "referer",
    "user-agent",
    "x-sentry-auth",
)
"""The others say how the bytes travelled, not what they mean."""

FIRST = {
    "SHOP_RELEASE": "shop@1.4.0",
    "SHOP_ENVIRONMENT": "production",
    "SHOP_SERVER": "web-1",
    "SHOP_SEED": "1",
    "HOME": "/srv/shop",
}
AGAIN = {
    "SHOP_RELEASE": "shop@1.5.2+build.77",
    "SHOP_ENVIRONMENT": "production",
    "SHOP_SERVER": "shop-7f9c6d5b4-x2x9q",
    "SHOP_SEED": "2",
    "HOME": "/app",
}
COMMON = {"SHOP_DSN": DSN, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
CASE_TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def to_json(self) -> str:
        shape = {
            "method": self.method,
            "path": self.path,
            "headers": self.headers,
            "body": base64.b64encode(self.body).decode(),
        }
        return json.dumps(shape, indent=1) + "\n"


class Recorder(ThreadingHTTPServer):
    """Answers as a server that accepts everything, and keeps the requests in order of arrival."""

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.requests: list[Request] = []
        self.lock = threading.Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A program that ends drops its connections; everything else is a fault of ours and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def take(self) -> list[Request]:
        with self.lock:
            taken, self.requests = self.requests, []
        return taken


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Recorder

    def do_POST(self) -> None:
        body = self.read_body()
        headers = {
            name.title(): value for name, value in self.headers.items() if name.lower() in KEPT_HEADERS
        }
        with self.server.lock:
            self.server.requests.append(Request(self.command, self.path, headers, body))
        self.answer(json.dumps({"id": event_id_of(body, headers.get("Content-Encoding", ""))}).encode())

    def do_OPTIONS(self) -> None:
        self.answer(b"")

    def read_body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "x-sentry-auth, content-type, content-encoding")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: the runner prints one line a case."""


def decode(body: bytes, encoding: str) -> bytes | None:
    """The body without its coding; None for br, which the standard library does not read."""
    if encoding == "gzip":
        return gzip.decompress(body)
    if encoding == "deflate":
        return zlib.decompress(body)
    return None if encoding == "br" else body


def event_id_of(body: bytes, encoding: str) -> str:
    plain = decode(body, encoding)
    found = plain and re.search(rb'"event_id":\s*"([0-9a-f-]{32,36})"', plain)
    return found[1].decode().replace("-", "") if found else uuid.uuid4().hex


def item_types(request: Request) -> list[str]:
    """Types of the items in an envelope; a store request is one event, and so is what cannot be read here."""
    plain = decode(request.body, request.headers.get("Content-Encoding", ""))
    if plain is None or "/envelope/" not in request.path:
        return ["event"]
    types = []
    rest = plain.partition(b"\n")[2]
    while rest:
        line, _, rest = rest.partition(b"\n")
        if not line:
            continue
        header = json.loads(line)
        types.append(header["type"])
        length = header.get("length")
        rest = rest.partition(b"\n")[2] if length is None else rest[length:].removeprefix(b"\n")
    return types


def run_case(command: str, cwd: str, case: str, variant: dict[str, str], recorder: Recorder) -> list[Request]:
    """What the SDK sent while the program ran one case. A crash of the program is often the very case."""
    subprocess.run(
        [*shlex.split(command), case],
        cwd=cwd,
        env=COMMON | variant,
        timeout=CASE_TIMEOUT_SECONDS,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if "SHOW_STDERR" not in os.environ else None,
        check=False,
    )
    time.sleep(0.1)  # a process may end while its last request is still being answered
    return recorder.take()


def keep(requests: list[Request], sdk: str, name: str, out: Path) -> int:
    """Write the requests of one run; returns how many held an event."""
    events = 0
    for request in requests:
        types = item_types(request)
        if "event" in types:
            events += 1
            stem = f"{sdk}-{name}" if events == 1 else f"{sdk}-{name}-{events}"
        else:
            stem = f"{sdk}-item-{'-'.join(sorted(set(types))).replace('_', '')}"
            if (out / f"{stem}.request.json").exists():
                continue
        (out / f"{stem}.request.json").write_text(request.to_json())
    return events


def listed_cases(command: str, cwd: str) -> list[tuple[str, bool]]:
    printed = subprocess.run(
        [*shlex.split(command), "list"],
        cwd=cwd,
        env=COMMON | FIRST,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = [line.split() for line in printed.splitlines() if line.strip()]
    return [(words[0], words[1:] == ["again"]) for words in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sdk")
    parser.add_argument("cases", nargs="*", help="only these; all by default")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", required=True)
    parser.add_argument("--again", required=True)
    parser.add_argument("--first-cwd", default="/srv/shop")
    parser.add_argument("--again-cwd", default="/app")
    options = parser.parse_args()

    recorder = Recorder(PORT)
    threading.Thread(target=recorder.serve_forever, daemon=True).start()
    silent = []
    if not options.cases:
        for old in options.out.glob(f"{options.sdk}-*.request.json"):
            old.unlink()
    for case, again in listed_cases(options.first, options.first_cwd):
        if options.cases and case not in options.cases:
            continue
        runs = [(options.first, options.first_cwd, FIRST, case)]
        if again:
            runs.append((options.again, options.again_cwd, AGAIN, f"{case}-again"))
        for command, cwd, variant, name in runs:
            requests = run_case(command, cwd, case, variant, recorder)
            events = keep(requests, options.sdk, name, options.out)
            if not requests:
                silent.append(name)
            print(f"{options.sdk}-{name}: {len(requests)} requests, {events} events", flush=True)
    recorder.shutdown()
    if silent:
        sys.exit(f"nothing was sent by: {', '.join(silent)}")


if __name__ == "__main__":
    main()
