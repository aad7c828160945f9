"""Which numbers are assigned: the plans of numbers of libphonenumber (`phonenumbers`, what Presidio uses too).

It costs 50–150 µs a number, so it is asked last and its answers are remembered.
"""

from functools import lru_cache
from typing import Any

import phonenumbers

from processor.redact.detector import pattern

_REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "BR", "IN", "AU", "JP", "KR", "CN", "PL", "SE", "CH", "AT", "BE",
            "TR", "ZA", "MX", "PT", "IE", "DK", "NO", "FI", "CZ", "NZ", "SG", "RU")  # fmt: skip
MIN_DIGITS, MAX_DIGITS = 7, 15


@lru_cache(maxsize=4096)
def international(digits: str) -> int:
    """2 for an assigned number, 1 for one of a possible length, 0 for none."""
    if len(digits) == 13 and digits.startswith("521"):
        digits = "52" + digits[3:]  # how mobile phones of Mexico were dialled until 2019, and still are written
    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return 0
    if not phonenumbers.is_possible_number(number):
        return 0
    return 2 if phonenumbers.is_valid_number(number) else 1


@lru_cache(maxsize=1)
def _plans() -> Any:
    """All numbers that the regions assign, as dialled inside them: one RE2 expression, made of libphonenumber's.

    Asking libphonenumber region by region takes 0.5 ms a number, which somebody could send by the thousand."""
    regions = []
    for region in _REGIONS:
        plan: Any = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
        kinds = (plan.fixed_line, plan.mobile, plan.toll_free, plan.premium_rate, plan.shared_cost, plan.voip, plan.uan)
        numbers = "|".join({kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern})
        regions.append(f"(?:{plan.national_prefix})?(?:{numbers})" if plan.national_prefix else f"(?:{numbers})")
    return pattern("|".join(regions).encode("ascii"))


def national(digits: str) -> bool:
    """Whether some country assigns it."""
    return _plans().fullmatch(digits.encode("ascii")) is not None


def load_plans() -> None:
    """Read the number plans of all regions asked here; libphonenumber reads each when it is first needed (9 ms)."""
    national("1111111")
    international("491711234567")
