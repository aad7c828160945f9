"""One line of what `redshank doctor` reports."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """`missing` has to be mended; `warning` may be on purpose."""

    what: str
    state: Literal["ok", "warning", "missing"]
    detail: str
