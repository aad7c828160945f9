"""Recorded events, changed in one way: another occurrence keeps the hash, another problem gets another."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from processor.enrich.event import enrich
from processor.enrich.lookups import Lookups
from processor.normalize import normalize
from tests.data import recordings
from tests.unit.processor.fingerprint.grouping import RAW, Event, hash_of

Change = Callable[[Event], None]


@cache
def recorded() -> dict[str, Event]:
    """Canonical events by name; those that set a fingerprint of their own are left out."""
    found = {}
    for name in recordings.names():
        if name.endswith("-again") or "fingerprint" in name:
            continue
        for event in recordings.events(recordings.load(name))[:1]:
            found[name] = enrich(normalize(RAW, json.loads(json.dumps(event))), Lookups()).data
    return found


def stacks(event: Event) -> Iterator[list[Event]]:
    """The frames of every stack in the event."""
    holders = [event, *event.get("exception", {}).get("values", ()), *event.get("threads", {}).get("values", ())]
    for holder in holders:
        if "stacktrace" in holder:
            yield holder["stacktrace"]["frames"]


def frames(event: Event) -> Iterator[Event]:
    for stack in stacks(event):
        yield from stack


def other_day(event: Event) -> None:
    event |= {"release": "shop@9.9", "environment": "staging", "server_name": "web-77", "timestamp": 1.9e9}
    event |= {"event_id": "f" * 32, "user": {"id": "4711"}, "tags": [["zone", "b"]], "modules": {"flask": "9"}}


def other_lines(event: Event) -> None:
    for frame in frames(event):
        frame["lineno"] = frame.get("lineno", 0) + 1234
        frame["pre_context"] = ["# moved", *frame.get("pre_context", [])]


def other_folder(event: Event) -> None:
    for frame in frames(event):
        for key in ("abs_path", "filename"):
            if key in frame:
                frame[key] = frame[key].replace("/srv/shop", "/home/bob/releases/2026-01-02")


def windows(event: Event) -> None:
    for frame in frames(event):
        if frame.get("abs_path", "").startswith("/srv/shop"):
            frame["abs_path"] = "D:\\deploy" + frame["abs_path"].replace("/", "\\")


def other_addresses(event: Event) -> None:
    for frame in frames(event):
        frame |= {"instruction_addr": "0x7fff1234", "image_addr": "0x7fff0000", "vars": {"self": "<X at 0x1>"}}


def deeper_recursion(event: Event) -> None:
    for stack in stacks(event):
        stack[:] = [frame for frame in stack for _ in range(3)]


def another_server_in_front(event: Event) -> None:
    path = {
        "python": "/usr/lib/python3.12/site-packages/gunicorn/workers/sync.py",
        "ruby": "/g/gems/puma-6/lib/puma.rb",
    }
    file = path.get(event["platform"], "/srv/shop/node_modules/koa/lib/application.js")
    module = {"java": "org.eclipse.jetty.Server", "go": "net/http", "python": "gunicorn.workers.sync"}
    outer = {"function": "handle_it", "abs_path": file, "filename": file, "in_app": False}
    if event["platform"] in module:
        outer["module"] = module[event["platform"]]
    if event["platform"] == "native":
        outer = {"function": "tokio::runtime::task::raw::poll", "in_app": False}
    for stack in stacks(event):
        if any(frame["in_app"] for frame in stack):
            stack.insert(0, outer)


def other_numbers(event: Event) -> None:
    for exception in event.get("exception", {}).get("values", ()):
        if "value" in exception:
            exception["value"] = re.sub(r"\b(?:58271|72684)\b", "1203", exception["value"])
    if "logentry" in event:
        event["logentry"]["formatted"] = re.sub(r"\b(?:58271|72684)\b", "77", event["logentry"]["formatted"])


def other_bundle(event: Event) -> None:
    for frame in frames(event):
        for key in ("abs_path", "filename"):
            if key in frame:
                frame[key] = re.sub(r"-[A-Z0-9]{8}\.js", "-QX7ZK2M9.js", frame[key])


def other_thread(event: Event) -> None:
    for thread in event.get("threads", {}).get("values", ()):
        thread |= {"id": "991", "name": "pool-9-thread-4"}


NO_MATTER: list[Change] = [
    other_day,
    other_lines,
    other_folder,
    windows,
    other_addresses,
    deeper_recursion,
    another_server_in_front,
    other_numbers,
    other_bundle,
    other_thread,
]


def another_type(event: Event) -> None:
    event["exception"]["values"][-1]["type"] = "QuiteAnotherError"


def another_root_cause(event: Event) -> None:
    event["exception"]["values"][0]["type"] = "QuiteAnotherError"


def another_function(event: Event) -> None:
    _own_frames(event)[-1]["function"] = "quite_another_function"


def another_caller(event: Event) -> None:
    _own_frames(event)[-2]["function"] = "quite_another_function"


def _own_frames(event: Event) -> list[Event]:
    """Frames of the recorded shop; SDKs mark more than those."""
    stack = event["exception"]["values"][-1]["stacktrace"]["frames"]
    names = ("module", "function", "abs_path", "filename")
    own = [frame for frame in stack if any("shop" in frame.get(name, "") for name in names)]
    foreign = re.compile("site-packages|^<anonymous>$")
    return [frame for frame in own if frame["in_app"] and not foreign.search(frame.get("abs_path", ""))]


MATTER: list[Change] = [another_type, another_root_cause, another_function, another_caller]

# Where such a change does not count, on purpose: the SDK made the type up (messages with a stack, things thrown that
# are no errors), the exception only carries or collects others, it was
# suppressed, or an overflow ended there by chance.
ON_PURPOSE = re.compile(
    r"another_(?:type|root_cause)/\S+-(?:message-stack|thrown-object|thrown-string|suppressed)$"
    r"|another_(?:type|function|caller)/\S+-(?:group-counted|task|reflection)$"
    r"|another_(?:function|caller)/\S+-recursion-endless$"
)


@pytest.mark.parametrize("change", NO_MATTER, ids=lambda change: change.__name__)
def test_another_occurrence_has_the_same_hash(change: Change) -> None:
    wrong = [name for name, event in recorded().items() if _after(event, change) != hash_of(event)]
    assert wrong == []


@pytest.mark.parametrize("change", MATTER, ids=lambda change: change.__name__)
def test_another_problem_has_another_hash(change: Change) -> None:
    wrong = [name for name, event in recorded().items() if _after(event, change) == hash_of(event)]
    assert [name for name in wrong if not ON_PURPOSE.match(f"{change.__name__}/{name}")] == []


def _after(event: Event, change: Change) -> str | None:
    """The hash of the changed event; None where there is nothing to change."""
    changed = copy.deepcopy(event)
    try:
        change(changed)
    except (KeyError, IndexError):
        return None
    return hash_of(changed)
