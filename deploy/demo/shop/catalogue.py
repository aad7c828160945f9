"""Categories and pictures of what is on sale."""

import logging
from pathlib import Path

log = logging.getLogger("shop.catalogue")


def breadcrumb(category: str, parents: dict[str, str]) -> list[str]:
    """The path from the root to a category."""
    parent = parents.get(category)
    if parent is None:
        return [category]
    return [*breadcrumb(parent, parents), category]


def thumbnail(sku: str, storage: dict[str, str], width: int) -> bytes:
    """A small picture of an article."""
    picture = Path(storage["root"]) / "pictures" / f"{sku}.webp"
    return picture.read_bytes()[:width]


def warn_of_slow_page(route: str, milliseconds: int, queries: int) -> None:
    log.error("page %s took %d ms with %d queries", route, milliseconds, queries)
