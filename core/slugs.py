"""Names of organizations, teams and projects as they stand in URLs."""

import re
import unicodedata
from typing import Final

MAX_SLUG: Final = 50
"""Characters; the schema checks the same."""

RESERVED: Final = frozenset(
    {"a", "api", "assets", "health", "login", "logout", "metrics", "new", "organizations", "settings", "static"}
)
"""First segments of our own URLs: an organization of such a name could not be opened in the browser."""

_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")


def is_slug(text: str) -> bool:
    """Whether `text` can be a slug. Digits alone cannot: they would read as an id."""
    return _SLUG.fullmatch(text) is not None and not text.isdigit() and text not in RESERVED


def slugify(name: str, fallback: str) -> str:
    """The slug nearest to a name that a person gave: `Größe & Co` is `grosse-co`; `fallback` where nothing is left."""
    ascii_name = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss")).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name)[:MAX_SLUG].strip("-")
    if is_slug(slug):
        return slug
    return f"{fallback}-{slug}"[:MAX_SLUG].strip("-") if slug else fallback


def numbered(slug: str, number: int) -> str:
    """`shop`, 2 is `shop-2`, cut so that it stays a slug."""
    ending = f"-{number}"
    return slug[: MAX_SLUG - len(ending)].rstrip("-") + ending
