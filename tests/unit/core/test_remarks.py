"""`_meta` as a list of removals."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.remarks import MAX_REMOVALS, Removal, removals


def test_each_remark_is_a_removal_with_its_path() -> None:
    meta = {
        "exception": {
            "values": {"0": {"value": {"": {"rem": [["email", "s", 5, 12], ["ip", "m", 20, 24]], "len": 31}}}}
        },
        "request": {"cookies": {"0": {"1": {"": {"rem": [["cookie", "x"]]}}}}},
        "extra": {"": {"rem": [["!limit", "x"]], "len": 9}, "a.b": {"": {"rem": [["own_field", "p"]]}}},
    }
    assert removals(meta) == [
        Removal(("exception", "values", "0", "value"), "email", "replace", 5, 12, 31),
        Removal(("exception", "values", "0", "value"), "ip", "mask", 20, 24, 31),
        Removal(("request", "cookies", "0", "1"), "cookie", "remove", None, None, None),
        Removal(("extra",), "!limit", "trim", None, None, 9),
        Removal(("extra", "a.b"), "own_field", "hash", None, None, None),
    ]


def test_a_tree_of_any_size_gives_a_list_that_can_be_read() -> None:
    assert len(removals({str(n): {"": {"rem": [["a", "x"]] * 50}} for n in range(1000)})) == MAX_REMOVALS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["", "rem", "len", "a"]), inner, max_size=4)
    ),
)


@given(st.dictionaries(st.sampled_from(["", "a", "b"]), JSON, max_size=3))
def test_any_json_is_read(meta: dict[str, Any]) -> None:
    for removal in removals(meta):
        assert isinstance(removal.rule, str)
