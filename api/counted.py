"""What a request adds to the metrics, whatever becomes of it."""

from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.metrics import API_REQUESTS, API_SECONDS

PREFIX: Final = "/api/0"
"""Where the API's routes are."""
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})


class Counted:
    """Middleware. A stream is counted, and timed, when it begins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                method = scope["method"] if scope["method"] in _METHODS else "other"
                route = route_template(scope)
                API_REQUESTS.labels(method, route, f"{message['status'] // 100}xx").inc()
                API_SECONDS.labels(route).observe(perf_counter() - began)
            await send(message)

        await self._app(scope, receive, counted)


def route_template(scope: Scope) -> str:
    """`/api/0/issues/{issue_id}/` and the like; `none` for what no route took, whose paths strangers choose."""
    path: str = getattr(scope.get("route"), "path", "none")
    under_prefix = scope["path"].startswith(PREFIX) and path.startswith("/") and not path.startswith(PREFIX)
    return f"{PREFIX}{path}" if under_prefix else path  # routes of an included router know their own part only
