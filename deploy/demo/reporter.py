"""Lets problems happen and reports them as a program of the shop would: through the SDK, from where they are raised."""

import logging
import time
from collections.abc import Callable
from typing import Any, Final, Self

import redshank

from deploy.demo.plan import Occurrence
from deploy.demo.problems import Problem

_SHOP: Final = "deploy.demo.shop"
_AT_HOME: Final = "/srv/reedmere/"
"""Where the shop claims to be installed, instead of the folder of the person who runs the demo."""
_FLUSH_EVERY: Final = 50
"""Events; the SDK's queue holds 100 and drops what comes on top."""
_FLUSH_SECONDS: Final = 30.0
_SECONDS_BETWEEN_STEPS: Final = 7.0


class Reporter:
    """One client for each project. Not for use by two threads at once.

    Events carry the time of their occurrence, for which the SDK has no option: `before_send` sets it. The same with the
    request, which an integration for a web framework would add.
    """

    def __init__(self, dsns: dict[str, str], clock: Callable[[], float] = time.time) -> None:
        """`dsns` by project."""
        self._clock = clock
        self._now: Occurrence | None = None
        self._waiting = 0
        self.sent = 0
        """Events that the SDK took."""
        self.lost = 0
        """Events that the SDK did not take, and one for each time that it could not deliver its queue in time."""
        self._clients = {
            project: redshank.Client(
                dsn, before_send=self._as_it_was, in_app_include=[_SHOP], http_timeout=_FLUSH_SECONDS, strict=True
            )
            for project, dsn in dsns.items()
        }

    def report(self, occurrence: Occurrence) -> str | None:
        """Let the problem happen; answers the id of its event, or None where none will be sent."""
        self._now = occurrence
        client = self._clients[occurrence.problem.project]
        with redshank.new_scope() as scope:
            self._set(scope, occurrence)
            event_id = _happen(client, occurrence)
        self._count(event_id)
        return event_id

    def flush(self) -> None:
        """Wait until all is delivered."""
        for client in self._clients.values():
            if not client.flush(_FLUSH_SECONDS):
                self.lost += 1
        self._waiting = 0

    def close(self) -> None:
        """Deliver the rest and end."""
        for client in self._clients.values():
            client.close(_FLUSH_SECONDS)

    def _count(self, event_id: str | None) -> None:
        if event_id is None:
            self.lost += 1
            return
        self.sent += 1
        self._waiting += 1
        if self._waiting >= _FLUSH_EVERY:
            self.flush()

    def _set(self, scope: redshank.Scope, occurrence: Occurrence) -> None:
        problem, customer = occurrence.problem, occurrence.situation.customer
        scope.set_release(occurrence.release)
        scope.set_environment(occurrence.environment)
        scope.set_transaction(problem.route.name)
        scope.set_level(problem.level)
        scope.set_tags({"region": customer.region, "tenant": customer.tenant, **problem.tags})
        if problem.route.url:
            scope.set_user(
                {"id": customer.id, "email": customer.email, "username": customer.name, "ip_address": customer.ip}
            )
        for back, (category, message) in enumerate(reversed(problem.route.steps), 1):
            at = self._clock() - back * _SECONDS_BETWEEN_STEPS
            scope.add_breadcrumb(message, category=category, timestamp=at)

    def _as_it_was(self, event: dict[str, Any], _: dict[str, Any]) -> dict[str, Any]:
        """The SDK's `before_send`: put the event at its time and place, and give it its request."""
        occurrence = self._now
        assert occurrence is not None
        route, situation = occurrence.problem.route, occurrence.situation
        shift = occurrence.at - self._clock()
        event["timestamp"], event["server_name"] = occurrence.at, occurrence.server
        for crumb in event.get("breadcrumbs", {}).get("values", ()):
            crumb["timestamp"] += shift
        if route.url:
            event["request"] = situation.request(route.method, route.url, route.body(situation))
        for exception in event.get("exception", {}).get("values", ()):
            _move(exception)
        return event


def _happen(client: redshank.Client, occurrence: Occurrence) -> str | None:
    """Errors are raised or logged; either way the SDK sees the real thing."""
    problem = occurrence.problem
    with _ShopLog(client) as log:
        try:
            problem.happen(occurrence.situation)
        except Exception as error:
            return client.capture(exception=_without_us(error), mechanism=_mechanism(problem))
    return log.event_id


def _mechanism(problem: Problem) -> dict[str, Any]:
    kind = "generic" if problem.handled else "wsgi" if problem.route.url else "job"
    return {"type": kind, "handled": problem.handled}


def _without_us(error: Exception) -> Exception:
    """The error as the shop's own server would have caught it: without our frames at the bottom of the stack."""
    traceback = error.__traceback__
    while traceback is not None and not _is_shop(traceback.tb_frame.f_globals.get("__name__")):
        traceback = traceback.tb_next
    return error.with_traceback(traceback)


def _is_shop(module: object) -> bool:
    return isinstance(module, str) and module.startswith(f"{_SHOP}.")


def _move(exception: dict[str, Any]) -> None:
    """Rename `deploy.demo.shop.x` to `shop.x`, and its files to where the shop is installed."""
    if _is_shop(exception.get("module")):
        exception["module"] = exception["module"].removeprefix("deploy.demo.")
    for frame in exception.get("stacktrace", {}).get("frames", ()):
        if _is_shop(frame["module"]):
            frame["module"] = frame["module"].removeprefix("deploy.demo.")
            frame["filename"] = frame["filename"].removeprefix("deploy/demo/")
            frame["abs_path"] = _AT_HOME + frame["filename"]


class _ShopLog:
    """Takes what the shop logs while a problem happens: errors become events, the rest breadcrumbs."""

    def __init__(self, client: redshank.Client) -> None:
        self._log = logging.getLogger("shop")
        self._handler = redshank.LogHandler(client)
        self.event_id: str | None = None

    def __enter__(self) -> Self:
        self._before = redshank.last_event_id()
        self._kept = self._log.level, self._log.propagate
        self._log.setLevel(logging.INFO)
        self._log.propagate = False  # the demo's own terminal is not the shop's
        self._log.addHandler(self._handler)
        return self

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self._handler)
        self._log.setLevel(self._kept[0])
        self._log.propagate = self._kept[1]
        last = redshank.last_event_id()
        self.event_id = None if last == self._before else last
