"""Where an IP address is, out of a MaxMind DB file, whoever made it."""

from collections.abc import Callable
from typing import Any

import maxminddb


def geo_lookup(reader: maxminddb.Reader) -> Callable[[str], dict[str, str]]:
    """A function from address to place; empty for addresses that the file does not know."""

    def find(address: str) -> dict[str, str]:
        try:
            record = reader.get(address)
        except (ValueError, maxminddb.InvalidDatabaseError):
            return {}
        return place_in(record) if isinstance(record, dict) else {}

    return find


def place_in(record: dict[str, Any]) -> dict[str, str]:
    """The place in a record: MaxMind's are nested and in many languages, DB-IP's and others' are flat."""
    country = record.get("country")
    if isinstance(country, dict):
        subdivisions = record.get("subdivisions")
        place = {
            "country_code": country.get("iso_code"),
            "city": _english(record.get("city")),
            "subdivision": _english(subdivisions[0]) if isinstance(subdivisions, list) and subdivisions else None,
            "region": _english(country),
        }
    else:
        place = {
            "country_code": record.get("country_code") or country,
            "city": record.get("city"),
            "subdivision": record.get("state1") or record.get("state"),
            "region": record.get("country_name"),
        }
    return {key: value for key, value in place.items() if isinstance(value, str) and value}


def _english(part: object) -> object:
    names = part.get("names") if isinstance(part, dict) else None
    return names.get("en") if isinstance(names, dict) else None
