"""Events as a whole: whatever a program puts into them, they are valid and fit."""

import json
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from redshank.envelope import MAX_EVENT_BYTES, envelope_bytes, event_item
from redshank.event import EventBuilder, LogMessage, iso_time
from redshank.options import Options
from redshank.scope import Scope

wild = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.just(object())),
    lambda children: st.one_of(st.lists(children, max_size=5), st.dictionaries(st.text(), children, max_size=5)),
    max_leaves=20,
)
builder = EventBuilder(Options(server_name="test"))


def built(**parts):
    event = builder.build(now=0.0, level="error", **{"scopes": [], **parts})
    item = event_item(event)
    assert len(item.payload) <= MAX_EVENT_BYTES
    return json.loads(item.payload)


@given(tags=wild, user=wild, extra=wild, contexts=wild, fingerprint=st.one_of(st.none(), st.lists(wild)), single=wild)
@settings(max_examples=150)
def test_a_scope_may_hold_anything(tags, user, extra, contexts, fingerprint, single):
    scope = Scope(tags=tags, user=user, extra=extra, contexts=contexts, fingerprint=fingerprint, release=single)
    scope.set_level(single)
    scope.add_breadcrumb(single, data=extra, timestamp=single)
    event = built(scopes=[scope])
    assert event["level"] in ("fatal", "error", "warning", "info", "debug")
    assert all(isinstance(value, str) for value in event.get("tags", {}).values())
    assert all(isinstance(value, (dict, str)) for value in event["contexts"].values())


@given(template=st.text(), params=st.one_of(st.lists(wild), st.dictionaries(st.text(), wild)), formatted=st.text())
def test_a_message_may_hold_anything(template, params, formatted):
    event = built(message=LogMessage(template, params, formatted), logger=template)
    assert isinstance(event["logentry"]["formatted"], str)


def test_an_event_full_to_the_brim_fits():
    locals_of_frames = {name: {str(n): "ü" * 2000 for n in range(100)} for name in string.ascii_lowercase}

    def dive(depth, data):
        if depth == 0:
            raise ValueError("ü" * 100_000)
        dive(depth - 1, data)

    try:
        dive(100, locals_of_frames)
    except ValueError as error:
        last = error
        for _ in range(60):
            last.__cause__ = last = ValueError("ü" * 100_000)
        scope = Scope(extra=locals_of_frames, contexts=locals_of_frames, tags=locals_of_frames)
        for _ in range(100):
            scope.add_breadcrumb("ü" * 10_000, data=locals_of_frames)
        event = built(exception=error, scopes=[scope])
    assert event["exception"]["values"][-1]["value"].startswith("üüü")
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["vars"]["depth"] == 0


def test_times_are_said_in_utc():
    assert iso_time(1.5) == "1970-01-01T00:00:01.500000Z"


def test_an_envelope_names_the_length_of_each_item():
    header, item_header, payload, end = envelope_bytes([event_item({"a": "ü"})], "now", "id").split(b"\n")
    assert json.loads(header)["event_id"] == "id"
    assert json.loads(item_header) == {"type": "event", "length": len(payload)}
    assert end == b""
