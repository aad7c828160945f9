"""The built UI: files with a hash in their name for ever, the page itself always fresh, every other path the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from os import fstat
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.problems import NOT_FOUND, not_found, problem

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
    " style-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; object-src 'none'"
)
"""Nothing from elsewhere runs or is loaded: what an event says can never become part of the page. Frames are for the
preview of a mail, which has a policy of its own, under which nothing runs."""

_CODINGS: Final = (("br", ".br"), ("gzip", ".gz"))
"""Best first; used where the build left such a file beside the plain one."""

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}")
"""A part of a path that a build gives: nothing hidden, nothing that leads up or elsewhere."""
_TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json",
}
_NOT_BUILT: Final = (
    "<!doctype html><meta charset=utf-8><title>Redshank</title><p>The pages of Redshank are not built here."
    " Run <code>make ui</code>; the API at /api/0/ works without."
)


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    media_type: str
    coding: str
    """How the body is compressed; empty: as it is."""
    mark: str
    """Changes with the file."""


class Static:
    """The files of a folder, read as they are asked for: a build while the server runs is served from then on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def answer(self, request: Request, path: str) -> Response:
        """The file of that path, else the page, which routes in the browser; 404 for an asset that is gone."""
        accepted = request.headers.get("Accept-Encoding", "")
        file = None if path == "index.html" else _read(self._folder, path, accepted)
        if file is not None:
            return _sent(request, file, _FOR_EVER if path.startswith("assets/") else "public, max-age=3600")
        if path.startswith("assets/"):
            return problem(404, NOT_FOUND, {"Cache-Control": "no-store"})
        page = _read(self._folder, "index.html", accepted)
        response = (
            Response(_NOT_BUILT, 503, media_type="text/html") if page is None else _sent(request, page, "no-cache")
        )
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response


def _read(folder: Path, name: str, accepted: str) -> _File | None:
    """The file, compressed where the build left such a one and the browser takes it; None where there is none."""
    path = _place_of(folder, name)
    if path is None:
        return None
    for coding, end in _CODINGS:
        squeezed = path.with_name(path.name + end)
        # A compressed file without its plain one is what a build left half done.
        if coding in accepted and squeezed.is_file() and path.is_file():
            return _opened(squeezed, _TYPES[path.suffix], coding)
    return _opened(path, _TYPES[path.suffix], "")


def _opened(path: Path, media_type: str, coding: str) -> _File | None:
    try:
        with path.open("rb") as file:
            about = fstat(file.fileno())
            return _File(file.read(), media_type, coding, f'"{about.st_mtime_ns:x}-{about.st_size:x}"')
    except OSError:  # a build took it away meanwhile
        return None


def _place_of(folder: Path, name: str) -> Path | None:
    """Where a file of that name would lie inside the folder; None for a name that a build never gives."""
    parts = name.split("/")
    if not all(_NAME.fullmatch(part) for part in parts) or Path(parts[-1]).suffix not in _TYPES:
        return None
    path = folder.joinpath(*parts)
    return path if path.resolve().is_relative_to(folder.resolve()) else None


def _sent(request: Request, file: _File, caching: str) -> Response:
    headers = {"Cache-Control": caching, "ETag": file.mark, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == file.mark:
        return Response(status_code=304, headers=headers)
    if file.coding:
        headers["Content-Encoding"] = file.coding
    return Response(file.body, media_type=file.media_type, headers=headers)


router = APIRouter(include_in_schema=False)


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
def serve(path: str, request: Request) -> Response:
    """Everything that is no route of ours is a page of the UI, but nothing below /api/."""
    if path == "api" or path.startswith("api/"):
        raise not_found()
    if path.startswith("organizations/"):
        # Sentry's clients make links to its pages by themselves; ours are the same without the first word.
        return RedirectResponse("/" + quote(path.removeprefix("organizations/").lstrip("/\\")), 302)
    static: Static = request.app.state.static
    return static.answer(request, path)
