"""Whether an address may lead to a PostgreSQL."""

import re
from urllib.parse import urlsplit

_LAST_PORT = 65_535
_PORT = re.compile(r":[^:\]]+$")  # behind a host, which may be [::1]
_ESCAPED = "write %23 for a # in the password, %2F for a /"


def postgres_url(text: str) -> str:
    """The URL unchanged, if it can lead to a PostgreSQL, or to one of several. Raises ValueError, since waiting would
    not mend it."""
    url = urlsplit(text)
    ports = [one.rpartition(":")[2] for one in url.netloc.rpartition("@")[2].split(",") if _PORT.search(one)]
    if url.scheme not in ("postgresql", "postgres"):
        raise ValueError("give postgresql://user:pass@host/db")
    if not all(one.isascii() and one.isdigit() and 0 < int(one[:6]) <= _LAST_PORT for one in ports):
        raise ValueError(f"the port in it is none: give postgresql://user:pass@host:5432/db, and {_ESCAPED}")
    return text
