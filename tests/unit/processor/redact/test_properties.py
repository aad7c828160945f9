"""What holds for every event."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.projects import Method, PrivacyPolicy
from processor.redact import detector, redact_text, removed
from processor.redact.buffer import as_bytes
from processor.redact.vocabulary import word_set
from tests.unit.processor.redact.events import redacted

KNOWN = {
    "email": "zoe.quux@corp-mail.de",
    "phone": "+49 30 901820555",
    "credit_card": "4242 4242 4242 4242",
    "ip": "203.0.113.77",
    "iban": "DE89370400440532013000",
    "national_id": "536-22-1234",
    "secret": "ghp_1234567890abcdefghijklmnopqrstuvwxyz",
    "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----",
    "crypto_wallet": "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
}
WORDS = st.text(alphabet="abcdefghijklmnop äß漢\n\t\"'{}<>/\\", max_size=20)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.sampled_from(
    ["password=\ud800x1\udfff", "a\ud800@b.de"]
)
NAMES = st.sampled_from(
    ["a", "message", "value", "data", "vars", "frames", "values", "stacktrace", "headers", "geo", "id", "x y", ""]
)


def json_values(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaf | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
        lambda below: st.lists(below, max_size=4) | st.dictionaries(NAMES, below, max_size=4),
        max_leaves=12,
    )


TOP = st.sampled_from(
    sorted(
        word_set(
            "message logentry exception threads stacktrace breadcrumbs user request contexts extra tags modules sdk "
            "debug_meta errors "
            "transaction culprit server_name release _meta unheard_of"
        )
    )
)


@settings(max_examples=150)
@given(st.dictionaries(TOP, json_values(ANY_TEXT), max_size=6))
def test_any_shape_is_survived(data: dict[str, Any]) -> None:
    names = set(data)
    result = redacted(data)
    assert set(result) - {"_meta"} == names - {"_meta"}
    removed(result.get("_meta"))


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(KNOWN)),
    WORDS,
    WORDS,
    json_values(WORDS),
    st.sampled_from(["extra", "contexts", "unheard_of"]),
)
def test_a_planted_value_is_gone_from_everywhere_remarks_included(
    kind: str, before: str, after: str, around: Any, part: str
) -> None:
    value = KNOWN[kind]
    data = redacted(
        {part: {"a": {"b": [f"{before} {value} {after}", around]}}, "tags": [["t", value]], "message": f"({value})"}
    )
    assert value not in json.dumps(data, ensure_ascii=False)
    assert json.dumps(value)[1:-1] not in json.dumps(data)
    assert kind in {removal.rule.partition(".")[0] for removal in removed(data["_meta"])}


@settings(max_examples=100)
@given(st.lists(st.sampled_from(sorted(KNOWN.values())) | WORDS, max_size=6), st.sampled_from(list(Method)))
def test_remarks_lie_inside_the_text_in_order_and_redacting_again_changes_nothing(
    pieces: list[str], method: Method
) -> None:
    policy = PrivacyPolicy(methods=tuple((kind, method) for kind in KNOWN))
    text, remarks = redact_text(" ; ".join(pieces), policy)
    places = [place for remark in remarks for place in (remark.start, remark.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    if method is Method.REPLACE:
        assert redact_text(text, policy)[0] == text


@given(ANY_TEXT)
def test_a_place_in_the_bytes_is_a_place_in_the_text(text: str) -> None:
    assert len(as_bytes(text)) == len(text)


PIECES = st.sampled_from(
    [
        "\nPASS x9", "PASS ", "password: hunter22 ", "a1@b.de ", "4111 1111 1111 1111 ", "+49 30 901820555 ", "phone ",
        "INSERT INTO t(password) VALUES ('x9',", "Set-Cookie: a=b; ", "203.0.113.7 ", "SSN 536-22-1234 ",
        "\x1e", "\x1d", "\n", "'", '"', "\\", "%3D", "%2B", "=", "(",
        "漢", "\xff", " ", "docker -p x ", "old=a1b2 new=",
    ]
)  # fmt: skip
CROWDED = st.builds(
    lambda pieces, times, end: "".join(pieces) * times + end,
    st.lists(PIECES, min_size=1, max_size=5),
    st.integers(1, 40),
    PIECES,
)


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Processor time; whoever needs more is stopped, so that what would go on for ever fails."""

    def stop(*_: object) -> None:
        raise AssertionError("it does not come to an end")

    earlier = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, earlier)


@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.dictionaries(CROWDED, CROWDED, min_size=1, max_size=4), st.integers(0, 3), st.integers(0, 12))
def test_it_comes_to_an_end_wherever_a_budget_does(data: dict[str, str], of_string: int, of_text: int) -> None:
    with (
        patch.object(detector, "CHECKS_PER_STRING", of_string),
        patch.object(detector, "CHECKS_PER_TEXT", of_text),
        at_most(3.0),
    ):
        redacted({"extra": data, "message": next(iter(data.values()))})
