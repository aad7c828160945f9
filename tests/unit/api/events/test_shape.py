"""Stored events in Sentry's shape."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.events.entries import ENTRIES
from api.events.shape import event_shape
from api.openapi import EXAMPLE_DEPS
from api.schemas.events.events import Event
from core.db.events.events import EventRow, Neighbours, Place

GOLDEN = sorted((Path(__file__).parents[3] / "data/golden").glob("*.golden.json"))
AT = datetime(2027, 1, 15, 8, tzinfo=UTC)
ROW = EventRow(
    day=date(2027, 1, 15),
    project_id=1,
    event_id="a" * 32,
    issue_id=7,
    at=AT,
    received_at=AT,
    level="error",
    title="ValueError: x",
    release="shop@1.0",
    environment=None,
    user_label=None,
    payload="",
    project_slug="shop",
    issue_number=3,
    culprit="",
    platform="python",
    type="ValueError",
    value="x",
    logger="",
)


def shaped(data: dict[str, Any]) -> dict[str, Any]:
    """As it goes over the wire, checked against the model that the UI's types are made from."""
    shape = event_shape(EXAMPLE_DEPS, ROW, data, Neighbours(None, None), Place(1, 1, False))
    sent: dict[str, Any] = json.loads(msgspec.json.encode(shape))
    Event.model_validate(sent)
    missing = {field.alias for field in Event.model_fields.values()} - set(sent)
    assert missing == set()
    return sent


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_events_of_real_sdks_fit_the_model(path: Path) -> None:
    for stored in json.loads(path.read_text(encoding="utf-8")):
        assert shaped(stored)["entries"] != []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = sorted({name for _, name, _ in ENTRIES} | {"user", "tags", "contexts", "extra", "modules", "sdk", "errors"})
FIELDS += ["fingerprint", "_meta", "_grouping", "_custody", "platform", "logger", "dist", "transaction", "server_name"]


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(FIELDS), JSON | st.fixed_dictionaries({"values": st.lists(JSON, max_size=2)}), max_size=6
    )
)
def test_whatever_was_stored_the_answer_keeps_its_shape(data: dict[str, Any]) -> None:
    shaped(data)
