"""The built UI: files with a hash in their name for ever, the page itself always fresh, every other path the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, RedirectResponse

from api.problems import not_found

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
    path: Path
    media_type: str
    codings: tuple[tuple[str, Path], ...]
    """Compressed forms that are there, best first."""


class Static:
    """The files of a folder, looked at once: a request never reaches the file system by a name of its own."""

    def __init__(self, folder: Path) -> None:
        self._files = dict(_files(folder))

    def answer(self, request: Request, path: str) -> Response:
        """The file of that path, else the page, which routes in the browser. Raises 404 for a missing asset."""
        file = self._files.get(path)
        if file is not None and path != "index.html":
            return _sent(request, file, _FOR_EVER if path.startswith("assets/") else "public, max-age=3600")
        if path.startswith("assets/"):
            raise not_found()
        page = self._files.get("index.html")
        response = (
            Response(_NOT_BUILT, 503, media_type="text/html") if page is None else _sent(request, page, "no-cache")
        )
        response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response


def _files(folder: Path) -> list[tuple[str, _File]]:
    if not folder.is_dir():
        return []
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return [
        (
            name,
            _File(
                path,
                _TYPES[path.suffix],
                tuple((coding, paths[name + end]) for coding, end in _CODINGS if name + end in paths),
            ),
        )
        for name, path in paths.items()
        if path.suffix in _TYPES
    ]


def _sent(request: Request, file: _File, caching: str) -> Response:
    accepted = request.headers.get("Accept-Encoding", "")
    coding, path = next(((one, path) for one, path in file.codings if one in accepted), ("", file.path))
    response = FileResponse(path, media_type=file.media_type)
    response.headers["Cache-Control"] = caching
    if file.codings:
        response.headers["Vary"] = "Accept-Encoding"
    if coding:
        response.headers["Content-Encoding"] = coding
    return response


router = APIRouter(include_in_schema=False)


@router.api_route("/{path:path}", methods=["GET", "HEAD"])
async def serve(path: str, request: Request) -> Response:
    """Everything that is no route of ours is a page of the UI, but nothing below /api/."""
    if path == "api" or path.startswith("api/"):
        raise not_found()
    if path.startswith("organizations/"):
        # Sentry's clients make links to its pages by themselves; ours are the same without the first word.
        return RedirectResponse("/" + quote(path.removeprefix("organizations/").lstrip("/\\")), 302)
    static: Static = request.app.state.static
    return static.answer(request, path)
