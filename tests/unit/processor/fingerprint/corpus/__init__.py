"""Pairs of events of many languages, written by hand after what SDKs send, with the verdict of a person."""

from tests.unit.processor.fingerprint.corpus import (
    compiled,
    dynamic,
    eighth_round,
    eleventh_round,
    fifth_round,
    fourth_round,
    jvm,
    messages,
    ninth_round,
    python,
    script,
    second_round,
    seventh_round,
    sixth_round,
    tenth_round,
    third_round,
    twelfth_round,
)
from tests.unit.processor.fingerprint.corpus.shapes import Pair

BY_LANGUAGE: dict[str, list[Pair]] = {
    "python": python.PAIRS,
    "javascript": script.PAIRS,
    "jvm": jvm.PAIRS,
    "go, rust, .net": compiled.PAIRS,
    "ruby, php, reports, own": dynamic.PAIRS,
    "messages": messages.PAIRS,
    "second round": second_round.PAIRS,
    "third round": third_round.PAIRS,
    "fourth round": fourth_round.PAIRS,
    "fifth round": fifth_round.PAIRS,
    "sixth round": sixth_round.PAIRS,
    "seventh round": seventh_round.PAIRS,
    "eighth round": eighth_round.PAIRS,
    "ninth round": ninth_round.PAIRS,
    "tenth round": tenth_round.PAIRS,
    "eleventh round": eleventh_round.PAIRS,
    "twelfth round": twelfth_round.PAIRS,
}
