"""The gate lets nothing past that a detector would find, and work is bounded whatever a text holds."""

import random
import re
from collections.abc import Iterable

import pytest

from core.projects import PrivacyPolicy
from processor.redact import recognize, redact_text
from processor.redact.buffer import LEAF_END, Found, as_bytes
from processor.redact.detector import (
    BYTES_PER_CHECK,
    CHECKS_PER_STRING,
    CHECKS_PER_TEXT,
    UNCHECKED,
    Detector,
    Gate,
    pattern,
)
from processor.redact.literals import worth_looking_for
from processor.redact.relax import relaxed
from processor.redact.vocabulary import word_set
from tests.unit.processor.redact.score import FOLDER, cases

TEXTS = [
    as_bytes("\x1d" + case.text) for path in sorted(FOLDER.glob("*.txt")) for case in cases(path, rounds=1, seed=5)
]
WITH_GATE = [detector for detector in recognize._FOR_TEXT if detector.gate]


@pytest.mark.parametrize("detector", WITH_GATE, ids=lambda detector: re.sub(r"\W+", " ", detector.gate.decode())[:40])
def test_a_gate_opens_wherever_its_expression_matches(detector: Detector) -> None:
    gate, expression = pattern(relaxed(detector.gate)), pattern(detector.expression)
    missed = [text for text in TEXTS if expression.search(text) and not gate.search(text)]
    assert missed == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (rb"\d{3}", rb"\d{3}"),
        (rb"[a-f]{0,40}x", rb"[a-f]*x"),
        (rb"\d{20}", rb"\d" * 12 + rb"\d*"),
        (rb"\[\d{1,9}\]", rb"\[\d\d*\]"),
        (rb"[\[x]{1,9}", rb"[\[x][\[x]*"),
        (rb"\.{9}", rb"\.{9}"),
        (rb"\\.{8,9}", rb"\\" + rb"." * 8 + rb".*"),
    ],
)
def test_only_classes_lose_their_counters(expression: bytes, expected: bytes) -> None:
    assert relaxed(expression) == expected


class Counted:
    """A gate for `x`, and how often its check was asked."""

    def __init__(self, cost: int = 1) -> None:
        self.asked = 0
        self.gate = Gate([Detector(b"x", self.check, cost=cost)])

    def check(self, text: bytes, start: int, end: int) -> Iterable[Found]:
        self.asked += 1
        return (Found(start, end, "secret"),)


def test_a_string_with_too_many_matches_goes_as_a_whole_and_its_neighbours_stay() -> None:
    counted = Counted()
    crowded = b"x" * 4000
    text = LEAF_END.join((b"name\x1dx", b"message\x1d" + crowded, b"other\x1d..x.."))
    found = list(counted.gate.find(text))
    begin = text.index(crowded)
    assert Found(begin, begin + len(crowded), UNCHECKED) in found
    outside = [item for item in found if item.end <= begin or item.start >= begin + len(crowded)]
    assert [item.rule for item in outside] == ["secret", "secret"]
    assert counted.asked <= CHECKS_PER_STRING + 4000 // BYTES_PER_CHECK + 3


def test_an_expression_that_begins_at_the_border_goes_on_behind_a_crowded_string() -> None:
    """A match may begin with the border itself; once that was taken for the crowded string again, for ever."""
    at_border = Detector(rb"[\x1e ]x", lambda text, start, end: (Found(start + 1, end, "secret"),))
    text = b"n\x1d" + b" x" * 1000 + LEAF_END + b"x y"
    found = list(Gate([at_border]).find(text))
    assert Found(2, 2002, UNCHECKED) in found
    assert Found(2003, 2004, "secret") in found


def test_many_strings_together_have_a_bound_too_and_none_is_let_through() -> None:
    counted = Counted()
    text = LEAF_END.join(b"n\x1d" + b"x" * 100 for _ in range(200))
    covered = set()
    for item in counted.gate.find(text):
        covered.update(range(item.start, item.end))
    assert all(place in covered for place, byte in enumerate(text) if byte == ord("x"))
    assert counted.asked <= CHECKS_PER_TEXT + len(text) // BYTES_PER_CHECK


def test_dear_checks_use_the_budget_up_sooner() -> None:
    cheap, dear = Counted(), Counted(cost=6)
    for counted in (cheap, dear):
        list(counted.gate.find(b"x" * 10_000))
    assert dear.asked < cheap.asked / 5


HOSTILE = word_set("@ 4111- a.a.a %25 :// = +1. :: password= cookie=a= 1.1.1.1/ AKIA")


@pytest.mark.parametrize("unit", sorted(HOSTILE))
def test_what_is_beyond_the_bound_is_not_let_through(unit: str) -> None:
    """Whatever surrounds it, a planted secret is gone: found, or with the whole string."""
    filler = unit * (30_000 // len(unit))
    secret = "ghp_" + "".join(random.Random(1).choice("abcXYZ019") for _ in range(36))
    text, _ = redact_text(f"{filler} {secret} {filler}", PrivacyPolicy())
    assert secret not in text


def test_a_string_that_went_unchecked_says_so_and_is_not_looked_for_elsewhere() -> None:
    text, remarks = redact_text("bob@corp.de " * 2000, PrivacyPolicy())
    assert text == "[too much to check]"
    assert [remark.rule for remark in remarks] == [UNCHECKED]
    assert worth_looking_for("bob@corp.de " * 2000, UNCHECKED) is None
