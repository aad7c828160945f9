"""Search over the events that are kept in PostgreSQL: an index on this machine's disk, one folder a received day.

The index is only a copy: it can be deleted at any time, and is built again from the database. One process writes it
(`indexer`), any number read it (`search`). Why tantivy: docs/decisions/0001-event-search.md.
"""

from pathlib import Path
from typing import Final

FORMAT: Final = 1
"""Of the documents and of what is asked of them; with another number everything is indexed anew, in the background."""

DAMAGED: Final = "damaged"
"""A file of this name in a day's folder asks for it to be built again: left by readers that cannot read it."""


def index_folder(data_dir: Path) -> Path:
    """Where the days of this format are."""
    return data_dir / "search" / f"v{FORMAT}"
