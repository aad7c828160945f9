"""Expressions without their counters, for the set of all of them."""

import re

_COUNTED = re.compile(rb"\\[^dwsS]|((?:\[(?:\\.|[^\]\\])+\]|\\[dwsS]|\.))\{(\d+)(,\d*)?\}", re.DOTALL)
"""A class with its counter; or an escaped sign, which is none though it may be a bracket or a backslash."""
_COUNTS_WORTH_COUNTING = 6
_FAR, _NEAR = 12, 6


def relaxed(expression: bytes) -> bytes:
    """An expression that matches wherever this one does and does not count far: `\\w{32}` -> `\\w{12}\\w*`.

    Every counter multiplies the states of the set's automaton, which is built while it reads: with them a text that
    has not been seen before costs twenty times more.
    """

    def without_counter(match: re.Match[bytes]) -> bytes:
        atom, least, upper = match[1], match[2], match[3]
        if atom is None:
            return match[0]
        most = int(least) if upper is None else int(upper[1:] or 10**6)
        far = _FAR if len(atom) <= len(rb"\d") else _NEAR
        return match[0] if most <= _COUNTS_WORTH_COUNTING else atom * min(int(least), far) + atom + b"*"

    return _COUNTED.sub(without_counter, expression)
