"""One line of what `redshank doctor` reports."""

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """`missing` is what has to be mended, `warning` what somebody may have wanted."""

    what: str
    state: Literal["ok", "warning", "missing"]
    detail: str
