"""Named SQL statements, loaded from the .sql file that stands beside a module."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_NAME = re.compile(r"^-- name: ([a-z][a-z0-9_]*)[ \t]*$", re.MULTILINE)


def load_queries(module_file: str) -> Mapping[str, str]:
    """Statements of `<module>.sql`, by name. A statement starts at a line `-- name: the_name`; comments stay in it.

    Called at import with `__file__`, so that a misspelt name fails at once. Raises ValueError for a name given twice.
    """
    text = Path(module_file).with_suffix(".sql").read_text(encoding="utf-8")
    pieces = _NAME.split(text)[1:]
    found: dict[str, str] = {}
    for name, body in zip(pieces[::2], pieces[1::2], strict=True):
        if name in found:
            raise ValueError(f"{module_file}: statement {name} stands twice")
        found[name] = body.strip().rstrip(";")
    return MappingProxyType(found)
