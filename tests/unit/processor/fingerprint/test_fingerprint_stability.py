"""A hash means the same today, tomorrow, in every process and for every order of keys."""

import json
import os
import subprocess
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.events import GroupedEvent
from tests.unit.processor.fingerprint.corpus import BY_LANGUAGE
from tests.unit.processor.fingerprint.grouping import group, hash_of

# A change of any of these is a new version of the algorithm: every issue of every user would be split in two.
GOLDEN = {
    "python": "c9ec68af8fe59c121601198eaf1aa792",
    "javascript": "4450694bb0417552161f693a3fb3d2b3",
    "jvm": "55305d06ce3aeb07199d8f46987f79af",
    "go, rust, .net": "70cb8a8506abda3fbf7d55bb5188d9e4",
    "ruby, php, reports, own": "ba18c240fbb710e4b682ba51ed60ec8c",
    "messages": "bdfdcaf305fe2b9c4e96ca165fea7544",
}


def test_hashes_of_version_v1_never_change() -> None:
    assert {language: hash_of(BY_LANGUAGE[language][0].a) for language in GOLDEN} == GOLDEN


def test_another_process_gives_the_same_hash() -> None:
    """Hashes of texts are salted per process; ours must not be."""
    data = json.dumps(BY_LANGUAGE["python"][0].a)
    code = (
        "import json, sys; from tests.unit.processor.fingerprint.grouping import hash_of; "
        "print(hash_of(json.load(sys.stdin)))"
    )
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", code],
            input=data,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert ran.stdout.strip() == hash_of(json.loads(data))


def test_order_of_keys_makes_no_difference() -> None:
    for pairs in BY_LANGUAGE.values():
        for pair in pairs:
            assert hash_of(_reversed(pair.a)) == hash_of(pair.a), pair.name


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_NAMES = """platform level exception threads stacktrace logentry message fingerprint tags csp template
    transaction culprit type value module mechanism frames function filename abs_path context_line
    post_context in_app values formatted params exception_id parent_id is_exception_group synthetic
    thread_id package"""
PLACES = st.sampled_from(_NAMES.split())


@given(PLACES, JSON, st.sampled_from([pair.a for pairs in BY_LANGUAGE.values() for pair in pairs[:12]]))
def test_no_shape_of_an_event_raises(place: str, junk: Any, event: dict[str, Any]) -> None:
    """Any field, anywhere, of any type: an event comes out with one hash, parts and a headline."""
    grouped = group(_replaced(event, place, junk) | {place: junk})
    assert isinstance(grouped, GroupedEvent)
    assert [len(one) for one in grouped.fingerprint.hashes] == [16]
    assert grouped.fingerprint.parts
    assert len(grouped.headline.type) + len(grouped.headline.value) <= 256


def _replaced(value: Any, place: str, junk: Any) -> Any:
    if isinstance(value, dict):
        return {key: junk if key == place else _replaced(item, place, junk) for key, item in value.items()}
    return [_replaced(item, place, junk) for item in value] if isinstance(value, list) else value
