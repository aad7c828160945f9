"""Texts of a fixed form, and the words for who sent another."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, TypeAlias

from pydantic import Field

_ROW_ID: Final = r"^[0-9]{1,18}$"
_ALERT_ID: Final = r"^([aA]-)?[0-9]{1,18}$"
_CLOCK_TIME: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_DAY: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LOCAL_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]$"
_FINGERPRINT: Final = r"^([0-9a-f]{2}){1,64}$"

RowId: TypeAlias = Annotated[str, Field(pattern=_ROW_ID)]
AlertId: TypeAlias = Annotated[str, Field(pattern=_ALERT_ID)]
"""The number of an alert in its organization, with or without `A-`."""
ClockTime: TypeAlias = Annotated[str, Field(pattern=_CLOCK_TIME)]
Day: TypeAlias = Annotated[str, Field(pattern=_DAY)]
LocalMoment: TypeAlias = Annotated[str, Field(pattern=_LOCAL_MOMENT)]
"""Local date and time."""
Fingerprint: TypeAlias = Annotated[str, Field(pattern=_FINGERPRINT)]

ASKED_FOR: Final[Mapping[str, str]] = MappingProxyType(
    {
        _ROW_ID: "give an id, such as 12",
        _ALERT_ID: "give the number of an alert, such as A-12",
        _CLOCK_TIME: "give hours and minutes, such as 09:30",
        _DAY: "give a day, such as 2027-01-31",
        _LOCAL_MOMENT: "give a local date and time, such as 2027-01-31T09:30",
        _FINGERPRINT: "give a fingerprint as an even number of hex digits in lower case",
    }
)
"""By pattern: what to say instead of it."""
