"""What counts of an exception's words where no source line tells."""

import pytest

from processor.fingerprint import parameterize
from processor.fingerprint.gist import gist, null_pointer_gist, script_gist
from processor.fingerprint.json_fault import json_fault
from tests.unit.processor.fingerprint.corpus.shapes import event, raised
from tests.unit.processor.fingerprint.grouping import hash_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("no film", "no film"),
        ("film name too long: Alien 3", "name too long"),
        ("Order 4711 has no lines for bob", "order has no lines"),
        ("customer bob is not allowed in DE", "customer is not allowed"),
        ("Insufficient stock for widget", "insufficient stock"),
        ("index 5 out of bounds for length 3", "index out of bounds"),
        ('ERROR: relation "film" does not exist', "does not exist"),
        ('Table "FILM" not found (this database is empty)', "table not found"),
        ("4711", ""),
        ("", ""),
    ],
)
def test_words_of_programs_count_and_words_of_data_do_not(value: str, expected: str) -> None:
    assert gist(value) == expected


@pytest.mark.parametrize(
    "values",
    [
        (
            "Cannot read properties of undefined (reading 'name')",
            'can\'t access property "name", song.artist is undefined',
            "undefined is not an object (evaluating 'e.artist.name')",
        ),
        ("e.stop is not a function", "e.stop is not a function. (In 'e.stop()', 'e.stop' is undefined)"),
        ("tracks is not defined", "Can't find variable: tracks"),
    ],
)
def test_browsers_mean_the_same_in_other_words(values: tuple[str, ...]) -> None:
    assert {script_gist(value) for value in values} == {script_gist(values[0])} != {""}


def test_a_minified_variable_is_no_name() -> None:
    assert script_gist("e is not a function") == ""


def test_a_null_pointer_names_the_method_or_field() -> None:
    assert null_pointer_gist('Cannot invoke "net.trail.Leg.km()" because "<local4>" is null') == "km"
    assert null_pointer_gist('Cannot read field "huts" because "leg" is null') == "huts"
    assert null_pointer_gist("null") == ""


def test_half_a_character_is_text_like_any_other() -> None:
    assert parameterize("sock \ud83e of order 17") == "sock ? of order <num>"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("no JSON at all", "Unexpected token '<', \"<!doctype \"... is not valid JSON"),
        ("no JSON at all", '"undefined" is not valid JSON'),
        ("no JSON at all", "Unexpected token < in JSON at position 0"),
        ("no JSON at all", "JSON.parse: unexpected character at line 1 column 1 of the JSON data"),
        ("no JSON at all", "JSON Parse error: Unrecognized token '<'"),
        ("JSON cut off", "Unexpected end of JSON input"),
        ("JSON cut off", "Unterminated string in JSON at position 17 (line 1 column 18)"),
        ("JSON cut off", "JSON.parse: unexpected end of data at line 1 column 1 of the JSON data"),
        ("JSON cut off", "JSON Parse error: Unexpected EOF"),
        ("a mistake in JSON", "Expected property name or '}' in JSON at position 1 (line 1 column 2)"),
        ("a mistake in JSON", 'Unexpected token \'k\', "{"a": k7"} is not valid JSON'),
        ("a mistake in JSON", "Unexpected token k in JSON at position 10"),
        ("a mistake in JSON", "JSON.parse: expected property name or '}' at line 1 column 2 of the JSON data"),
        ("a mistake in JSON", "JSON Parse error: Expected '}'"),
        ("", "Unexpected token ')'"),
    ],
)
def test_what_is_wrong_with_json(fault: str, words: str) -> None:
    assert json_fault(words) == fault


def test_a_node_stack_of_libraries_only_is_told_apart_by_its_words() -> None:
    def refused(model: str, count: int) -> str:
        value = f"{model} validation failed: weight: {count} is more than allowed (3)."
        frames = (
            "-|mapper.lib:document|validate|/srv/zoo/node_modules/mapper/lib/document.js|    throw refused(this);",
        )
        return hash_of(event("node", raised("ValidationError", value, *frames)))

    assert refused("Order", 17) == refused("Order", 4711)
    assert refused("Order", 17) != refused("Profile", 17)
