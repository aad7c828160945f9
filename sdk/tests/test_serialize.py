"""Any object becomes bounded, valid JSON."""

import json
import math
import os
from collections import OrderedDict, defaultdict, deque
from datetime import datetime
from enum import IntEnum
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redshank.scrub import FILTERED, Scrubber
from redshank.serialize import Bounds, Serializer


def data(value, **bounds):
    return Serializer(Scrubber(), Bounds(**bounds)).value(value)


def variable(value):
    return Serializer(Scrubber(), quote=True).value(value)


def strict_json(value):
    return json.loads(json.dumps(value, allow_nan=False, ensure_ascii=False).encode("utf-8"))


class Hostile:
    """Fails in every way an object can."""

    def __init__(self, error):
        object.__setattr__(self, "error", error)

    def __repr__(self):
        raise self.error

    __str__ = __repr__
    __hash__ = None

    def __eq__(self, other):
        raise self.error

    def __getattribute__(self, name):
        raise object.__getattribute__(self, "error")

    def __len__(self):
        raise self.error

    def __iter__(self):
        raise self.error


def nested(children):
    return st.one_of(
        st.lists(children),
        st.dictionaries(
            st.one_of(st.text(), st.integers(), st.none(), st.binary(), st.tuples(st.integers())), children
        ),
        st.tuples(children, children),
        st.builds(deque, st.lists(children)),
    )


anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.integers(min_value=2**500, max_value=2**600),
        st.floats(),
        st.text(st.characters()),
        st.text(alphabet="\ud800\udfff\x00a"),
        st.binary(),
        st.datetimes(),
        st.uuids(),
        st.decimals(),
        st.complex_numbers(),
        st.sets(st.integers()),
        st.just(object()),
        st.builds(Hostile, st.sampled_from([ValueError(), SystemExit(), RecursionError(), MemoryError()])),
    ),
    nested,
    max_leaves=50,
)


@given(anything, st.booleans())
@settings(max_examples=200)
def test_anything_becomes_valid_json(value, quote):
    out = Serializer(Scrubber(), quote=quote).value(value)
    assert strict_json(out) == out


@given(anything)
@settings(max_examples=100)
def test_the_size_is_bounded_whatever_the_value(value):
    out = Serializer(Scrubber(), Bounds(depth=3, items=4, chars=20, nodes=50)).value([value] * 10)
    assert len(json.dumps(out)) < 50 * 1000


def test_depth_items_and_characters_are_bounded():
    assert data([[[[1]]]], depth=2) == [["<list of 1>"]]
    assert data([1, 2, 3, 4], items=2) == [1, 2, "... 2 more"]
    assert data({"a": 1, "b": 2}, items=1) == {"a": 1, "...": "1 more"}
    assert data("x" * 100, chars=10) == "xxxxxxx..."
    assert data(list(range(20)), nodes=4) == [0, 1, 2] + ["..."] * 17


def test_when_all_strings_together_grow_too_long_the_rest_is_cut_short():
    out = data(["x" * 100] * 5, total_bytes=250)
    assert [len(text) for text in out] == [100, 100, 50, 32, 32]


def test_a_structure_that_holds_itself_ends():
    loop = []
    loop.append(loop)
    assert strict_json(data(loop)) == [[[[["<list of 1>"]]]]]


def test_numbers_that_json_or_servers_cannot_hold_become_text():
    assert data(math.inf) == "inf"
    assert data(math.nan) == "nan"
    assert data(2**63 - 1) == 2**63 - 1
    assert data(10**5000) == "<int of 16610 bits>"


def test_lone_surrogates_become_question_marks():
    assert data("a\ud800b") == "a?b"


def test_variables_look_as_in_source_code():
    assert variable(["None", None, 1, b"x", True]) == ["'None'", None, 1, "b'x'", True]


def test_data_of_well_known_types_is_readable():
    when = datetime(2026, 1, 2, 3, 4)
    assert data([when, UUID(int=1)]) == ["2026-01-02 03:04:00", "00000000-0000-0000-0000-000000000001"]


def test_subclasses_of_containers_are_walked_by_the_builtin_methods():
    class Liar(dict):
        def items(self):
            raise RuntimeError

    assert data([Liar(a=1), OrderedDict(b=2), defaultdict(list, c=3)]) == [{"a": 1}, {"b": 2}, {"c": 3}]


def test_an_object_with_a_forged_class_is_not_believed():
    class Forger:
        __class__ = str

        def __repr__(self):
            return "forged"

    assert data(Forger()) == "forged"
    assert data({Forger(): 1}) == {"forged": 1}
    assert Serializer(Scrubber()).text(Forger()) == "forged"


class Colour(IntEnum):
    RED = 1


def test_enums_show_their_names():
    assert "RED" in data(Colour.RED)


@pytest.mark.parametrize("error", [ValueError("x"), SystemExit(1), GeneratorExit(), RecursionError()])
def test_a_failing_repr_leaves_the_name_of_the_type(error):
    assert data({"a": Hostile(error)}) == {"a": f"<{__name__}.Hostile>"}


def test_ctrl_c_still_interrupts():
    with pytest.raises(KeyboardInterrupt):
        data(Hostile(KeyboardInterrupt()))


def test_a_repr_that_is_no_text_leaves_the_name_of_the_type():
    class Odd:
        def __repr__(self):
            return 5

    assert "Odd" in data(Odd())


def test_when_reprs_take_too_long_in_all_the_rest_is_named_by_type_only():
    class Slow:
        calls = 0

        def __repr__(self):
            Slow.calls += 1
            return "slow"

    times = iter(range(1000))
    serializer = Serializer(Scrubber(), Bounds(repr_seconds=2.5), clock=lambda: next(times))
    out = serializer.value([Slow() for _ in range(10)])
    assert out[:3] == ["slow"] * 3
    assert all("Slow" in text for text in out[3:])
    assert Slow.calls == 3


def test_secret_fields_lose_their_values_at_any_depth():
    value = {"user": {"name": "ann", "password": "x", "tokens": ["y"], "has_password": True, "session": None}}
    assert data(value) == {
        "user": {"name": "ann", "password": FILTERED, "tokens": FILTERED, "has_password": True, "session": None}
    }


def test_the_environment_is_scrubbed_by_name(monkeypatch):
    monkeypatch.setattr(os.environ, "_data", {b"HOME": b"/home/ann", b"DB_PASSWORD": b"hunter2"})
    assert data(os.environ) == {"HOME": "/home/ann", "DB_PASSWORD": FILTERED}


def test_reprs_of_objects_are_scrubbed():
    class Login:
        def __repr__(self):
            return "Login(user='ann', password='hunter2')"

    assert data(Login()) == f"Login(user='ann', password={FILTERED})"
