"""Carries out steps: sends each Ask by HTTP, and gives the step the answer as JSON."""

import base64
import json
from typing import Any, Final, TypeVar

from alerting.calls import Answer, CallFailed, Request
from alerting.outbound import Outbound
from alerting.trackers.steps import Ask, Failed, Reply, Steps
from core.alerts import FailureClass
from core.clock import Clock
from core.trackers import TITLES, TrackerAccess

T = TypeVar("T")

_MAX_BYTES: Final = 8 * 1024 * 1024
"""A hundred issues of GitHub, each with a body of 64 KB at most, and some room."""
_REDIRECTS: Final = 2
"""A repository that was renamed answers with one."""


async def perform(outbound: Outbound, clock: Clock, access: TrackerAccess, steps: Steps[T], seconds: float) -> T:
    """The result of the steps; `seconds`: time limit of each call. Raises Failed, and CallFailed where there is no
    answer."""
    try:
        ask = next(steps)
        while True:
            try:
                answer = await outbound.call(_request(access, ask, seconds))
            except CallFailed as error:
                ask = steps.throw(error)  # harmless in most steps; it matters where something may have been created
                continue
            if answer.is_cut:
                raise Failed(FailureClass.UNKNOWN, f"{TITLES[access.kind]} answered with more than can be read")
            ask = steps.send(Reply(answer.status, _json(answer), answer.headers, clock.now()))
    except StopIteration as end:
        result: T = end.value
        return result


def secrets_of(access: TrackerAccess) -> tuple[str, ...]:
    """Texts that must never be shown: the token, and the form in which Jira gets it."""
    basic = base64.b64encode(f"{access.config.user}:{access.token}".encode()).decode()
    return tuple(one for one in (access.token, basic) if one)


def _request(access: TrackerAccess, ask: Ask, seconds: float) -> Request:
    body = b"" if ask.body is None else json.dumps(ask.body).encode()
    return Request(
        method=ask.method,
        url=ask.url,
        headers={**ask.headers, **({"Content-Type": "application/json"} if body else {})},
        body=body,
        redirects=_REDIRECTS if ask.method == "GET" else 0,
        secrets=secrets_of(access),
        max_answer_bytes=_MAX_BYTES,
        seconds=seconds,
    )


def _json(answer: Answer) -> Any:
    try:
        return json.loads(answer.body) if answer.body else None
    except (ValueError, RecursionError):
        return None
