"""Named SQL statements, loaded from the .sql file that stands beside a module."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_HEAD = re.compile(r"^-- (name|part): ([a-z][a-z0-9_]*)[ \t]*$", re.MULTILINE)
_PART = re.compile(r"/\*part ([a-z][a-z0-9_]*)\*/")


def load_queries(module_file: str) -> Mapping[str, str]:
    """Statements of `<module>.sql`, by name. A statement starts at a line `-- name: the_name`; comments stay in it.
    What several say alike stands once, above them, below a line `-- part: its_name`; the mark `/*part its_name*/` puts
    it in, so its `$n` mean the same in all of them.

    Called at import with `__file__`, so that a misspelt name fails at once. Raises ValueError for a name given twice
    and for a part that is not there.
    """
    text = Path(module_file).with_suffix(".sql").read_text(encoding="utf-8")
    pieces = _HEAD.split(text)[1:]
    found: dict[str, str] = {}
    parts: dict[str, str] = {}

    def part(mark: re.Match[str]) -> str:
        if mark[1] not in parts:
            raise ValueError(f"{module_file}: no part {mark[1]} stands above its mark")
        return parts[mark[1]]

    for kind, name, body in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        if name in found or name in parts:
            raise ValueError(f"{module_file}: {kind} {name} stands twice")
        (found if kind == "name" else parts)[name] = _PART.sub(part, body.strip().rstrip(";"))
    return MappingProxyType(found)
