"""The data that enriching takes from outside the event, opened once per process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import maxminddb

from core.errors import Refused
from processor.enrich.geo import geo_lookup
from processor.enrich.user_agent import Agent, parse_user_agent

BUNDLED_GEO: Final = Path(__file__).parent.parent / "geo" / "dbip-country.mmdb"
"""Countries by DB-IP.com (CC BY 4.0), which the build puts here."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What `enrich` may ask; None switches that part off."""

    geo: Callable[[str], dict[str, str]] | None = None
    """Address to `{country_code, city, subdivision, region}`, as far as known."""
    user_agents: Callable[[str], Agent] | None = None


def open_lookups(geo_path: Path | None = None, *, geo: bool = True, user_agents: bool = True) -> Lookups:
    """Open the databases: the given MaxMind DB file, else the bundled one if it is there.

    Raises Refused when `geo_path` names no such file. The file is mapped into memory and stays open as long as the
    process lives. Call this before forking: the patterns for user agents take 0.1 s and 8 MB to load, which
    children then share.
    """
    path = geo_path or (BUNDLED_GEO if BUNDLED_GEO.exists() else None)
    find = None
    if geo and path is not None:
        try:
            find = geo_lookup(maxminddb.open_database(path))
        except (OSError, maxminddb.InvalidDatabaseError) as error:
            raise Refused(f"cannot read the geo-IP database {path}: {error}") from error
    if user_agents:
        parse_user_agent("")
    return Lookups(geo=find, user_agents=parse_user_agent if user_agents else None)
