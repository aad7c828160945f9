"""Whether JSON fits, as strictly as a typed client decodes it: a number is no string, a date is RFC 3339."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class OrNull:
    """The field must be there, and may be null."""

    shape: Any


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with any keys."""

    shape: Any


class Date:
    """Text in RFC 3339."""


def check(value: Any, shape: Any, at: str = "$") -> None:
    """`shape`: str, int, float, bool, Date, [of each], (of each in turn), {field: shape}, OrNull, MapOf; the rest
    must be equal. Raises AssertionError with the place."""
    if isinstance(shape, OrNull):
        if value is not None:
            check(value, shape.shape, at)
    elif isinstance(shape, dict):
        assert isinstance(value, dict), f"{at} is {value!r}, no object"
        for name, of_field in shape.items():
            assert name in value, f"{at}.{name} is missing"
            check(value[name], of_field, f"{at}.{name}")
    elif isinstance(shape, MapOf):
        assert isinstance(value, dict), f"{at} is {value!r}, no object"
        for name, one in value.items():
            check(one, shape.shape, f"{at}.{name}")
    elif isinstance(shape, list):
        assert isinstance(value, list), f"{at} is {value!r}, no list"
        for place, one in enumerate(value):
            check(one, shape[0], f"{at}[{place}]")
    elif isinstance(shape, tuple):
        assert isinstance(value, list), f"{at} is {value!r}, no list"
        assert len(value) == len(shape), f"{at} has {len(value)} values, not {len(shape)}"
        for place, (one, of_one) in enumerate(zip(value, shape, strict=True)):
            check(one, of_one, f"{at}[{place}]")
    elif shape is Date:
        assert isinstance(value, str), f"{at} is {value!r}, no date"
        assert _RFC3339.fullmatch(value), f"{at} is {value!r}, no date of RFC 3339"
        datetime.fromisoformat(value)
    elif isinstance(shape, type):
        kinds: tuple[type, ...] = (int, float) if shape is float else (shape,)
        assert isinstance(value, kinds), f"{at} is {value!r}, no {shape.__name__}"
        assert shape is bool or not isinstance(value, bool), f"{at} is {value!r}, no {shape.__name__}"
    else:
        assert value == shape, f"{at} is {value!r}, not {shape!r}"
