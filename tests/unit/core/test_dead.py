"""Dead records opened for people."""

from hypothesis import given
from hypothesis import strategies as st

from core.dead import first_lines, opened


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_a_person_can_look(value: bytes) -> None:
    for bytes_ in (value, b"\x01" + value):
        assert "\x00" not in opened(bytes_).text


def test_a_text_is_cut_between_lines_only() -> None:
    assert first_lines("card 4242\ncard 4343\n", 15) == "card 4242\n"
    assert first_lines("card 4242", 15) == "card 4242"
    assert first_lines("one line without an end", 5) == ""
