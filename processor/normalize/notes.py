"""What normalization says about its own work: `errors` for people, `_meta` remarks beside the values.

`_meta` is a tree parallel to the event. The node of a value holds under the key `""`: `rem`, a list of remarks
`[rule, kind, start, end]` (kind `s` substituted text in that range, `x` removed), and `len`, the original length.
"""

from typing import Any, Final

import msgspec

from processor.normalize import limits

Path = tuple[str | int, ...]

ERROR_VALUE: Final = 200
"""Characters of a wrong value that are quoted: enough to recognize it."""
RESERVED_TAG: Final = "reserved_tag"
META_DEPTH: Final = 30
META_NODES: Final = 10_000


class Notes:
    """Collects the notes about one event; starts with those that it brought along."""

    __slots__ = ("_remarks", "errors", "is_checked", "meta")

    def __init__(self, meta: object, errors: object, is_checked: bool = False) -> None:
        self.meta: dict[str, Any] = _clean_meta(meta, META_DEPTH, [META_NODES]) or {}
        self.errors: list[dict[str, Any]] = _clean_errors(errors) if type(errors) is list else []
        self.is_checked = is_checked
        """Whether the event's frames and breadcrumbs are known to have the types in `shape`."""
        self._remarks = 0

    def invalid(self, path: Path, value: object) -> None:
        """`value` has the wrong type or form and was left out; None is just absent."""
        if value is not None:
            name = ".".join(map(str, path))[:ERROR_VALUE]
            entry = {"type": "invalid_data", "name": name}
            self.error({**entry, "value": quoted(value)} if value != "" else entry)

    def error(self, entry: dict[str, Any]) -> None:
        if len(self.errors) < limits.ERRORS and entry not in self.errors:
            self.errors.append(entry)

    def cut(self, path: Path, value: str, limit: int) -> str:
        """`value` shortened to `limit` characters, dots included, with a remark."""
        self.remark(path, ["!limit", "s", limit - 3, limit], len(value))
        return value[: limit - 3] + "..."

    def dropped(self, path: Path, length: int | None = None) -> None:
        """Something below `path`, or all of it, was removed for its size; `length` is what it was before."""
        self.remark(path, ["!limit", "x"], length)

    def remark(self, path: Path, remark: list[Any], length: int | None) -> None:
        if self._remarks >= limits.REMARKS or "" in path:  # an empty key cannot be told from a note
            return
        self._remarks += 1
        node = self.meta
        for step in path:
            node = node.setdefault(str(step), {})
        note = node.setdefault("", {})
        remarks = note.setdefault("rem", [])
        if remark not in remarks:
            remarks.append(remark)
        if length is not None:
            note.setdefault("len", length)

    def move(self, path: Path, places: dict[str, Path]) -> None:
        """Where the children of `path` are now, as steps below it; those without a new place are forgotten."""
        node: Any = self.meta
        for step in path:
            node = node.get(str(step))
            if not node:
                return
        children = {key: node.pop(key) for key in list(node) if key != ""}
        for key, child in children.items():
            *steps, last = map(str, places.get(key) or ("",))
            if last:
                place = node
                for step in steps:
                    place = place.setdefault(step, {})
                place[last] = child


def without_empty(node: dict[str, Any]) -> dict[str, Any]:
    """A tree of remarks without branches that hold none, as they are left where children moved away."""
    kept = {key: child if key == "" else without_empty(child) for key, child in node.items()}
    return {key: child for key, child in kept.items() if child}


def quoted(value: object) -> str:
    """The beginning of `value` as text, for people who look for what went wrong."""
    return value[:ERROR_VALUE] if type(value) is str else as_json(value)[:ERROR_VALUE]


def as_json(value: object) -> str:
    """JSON text of any decoded value, or a marker where it nests too deep to be written."""
    try:
        return msgspec.json.encode(value).decode()
    except (RecursionError, ValueError, OverflowError):
        return "<too deep or too large>"


def _clean_meta(node: object, depth: int, nodes_left: list[int]) -> dict[str, Any] | None:
    """The remarks an SDK sent, as far as they have the right form; original values (`val`) are not kept."""
    if type(node) is not dict or depth == 0:
        return None
    clean: dict[str, Any] = {}
    for key, child in node.items():
        nodes_left[0] -= 1
        if nodes_left[0] < 0:
            break
        kept = _clean_note(child) if key == "" else _clean_meta(child, depth - 1, nodes_left)
        if kept:
            clean[key[: limits.NESTED_KEY]] = kept
    return clean or None


class _MetaNote(msgspec.Struct, omit_defaults=True):
    rem: list[list[str | int]] = []
    len: int | None = None


def _clean_note(note: object) -> dict[str, Any] | None:
    try:
        known = msgspec.convert(note, _MetaNote)
    except msgspec.ValidationError:
        return None
    clean: dict[str, Any] = {}
    if remarks := [remark for remark in known.rem if _is_remark(remark)][:10]:
        clean["rem"] = remarks
    if known.len is not None and 0 <= known.len < 2**53:
        clean["len"] = known.len
    return clean


def _is_remark(remark: list[str | int]) -> bool:
    """`[rule, kind]` or `[rule, kind, start, end]`."""
    return (
        len(remark) in (2, 4)
        and all(type(part) is str and len(part) <= limits.TEXT for part in remark[:2])
        and all(type(part) is int and 0 <= part < 2**53 for part in remark[2:])
    )


def _clean_errors(errors: list[object]) -> list[dict[str, Any]]:
    """The notes that came with the event; each keeps its type and a few short texts beside it."""
    clean = []
    for entry in errors[: limits.ERRORS]:
        if type(entry) is dict and type(entry.get("type")) is str and entry["type"]:
            kept = {k[: limits.TEXT]: quoted(v) for k, v in list(entry.items())[:8] if v is not None and v != ""}
            if kept not in clean:
                clean.append(kept)
    return clean


def reserved_tag(name: str, value: str) -> dict[str, str]:
    """What `errors` say of a tag that was left out because a field of the event has its name."""
    message = f"the tag {name!r} was left out: a field of every event has that name; call the tag something else"
    return {"type": RESERVED_TAG, "name": f"tags.{name}", "value": quoted(value), "message": message}
