"""Lists of `[key, value]` pairs: tags, headers, cookies, fields of a query. SDKs send them in half a dozen forms."""

from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote_plus

from processor.normalize import limits
from processor.normalize.notes import Notes, Path, as_json, reserved_tag
from processor.normalize.values import scalar_text, text

RESERVED_TAGS: Final = frozenset(("release", "dist", "user", "filename", "function"))
"""Names of fields of their own, which tags must not shadow: such a tag is left out, and `errors` say so."""

_tag_value: Final = text(limits.TAG_VALUE)


def tags(notes: Notes, path: Path, value: Any) -> list[list[str]] | None:
    """Unique keys, of two tags with one key the first; at most 100."""
    unique: dict[str, str] = {}
    for index, (key, item) in enumerate(_entries(notes, path, value)):
        key = key.strip()
        if not key or len(key) > limits.TAG_KEY or type(scalar_text(item, None)) is not str:
            if key not in RESERVED_TAGS and item is not None:
                notes.invalid((*path, index), [key, item])
        elif key in RESERVED_TAGS:
            notes.error(reserved_tag(key, scalar_text(item, "")))
        elif key not in unique:
            if len(unique) == limits.TAGS:
                notes.dropped(path, index + 1)
                break
            shown = _tag_value(notes, (*path, len(unique), 1), " ".join(scalar_text(item, "").split()))
            if shown:
                unique[key] = shown
    return [[key, item] for key, item in unique.items()] or None


def headers(notes: Notes, path: Path, value: Any) -> list[list[str]] | None:
    """Names as `User-Agent`, whatever case they came in."""
    read = _pairs(notes, path, value)
    for pair in read:
        pair[0] = _header_name(pair[0])
    return read or None


@lru_cache(maxsize=1000)
def _header_name(name: str) -> str:
    name = name.strip().replace("_", "-")
    return "-".join(part[:1].upper() + part[1:].lower() for part in name.split("-"))


def cookies(notes: Notes, path: Path, value: Any) -> list[list[str]] | None:
    """Also from the text of a Cookie header."""
    if type(value) is str:
        crumbs = [part.partition("=") for part in value.split(";", limits.PAIRS)[: limits.PAIRS]]
        value = [[name.strip(), content.strip()] for name, _, content in crumbs if name.strip()]
    return _pairs(notes, path, value) or None


def query(notes: Notes, path: Path, value: Any) -> list[list[str]] | None:
    """Also from the text after the question mark of a URL."""
    if type(value) is str:
        fields = [part.partition("=") for part in value.removeprefix("?").split("&", limits.PAIRS)[: limits.PAIRS]]
        value = [[_unquoted(name), _unquoted(content)] for name, _, content in fields if name or content]
    return _pairs(notes, path, value) or None


def _unquoted(text: str) -> str:
    return unquote_plus(text).replace("\0", "") if "%" in text or "+" in text else text


def _pairs(notes: Notes, path: Path, value: Any) -> list[list[str]]:
    """Pairs with text on both sides; a list of values makes a pair of each, null is the empty text."""
    pairs: list[list[str]] = []
    for key, item in _entries(notes, path, value):
        for one in item if type(item) is list else (item,):
            if len(pairs) == limits.PAIRS:
                notes.dropped(path)
                return pairs
            shown = "" if one is None else scalar_text(one, None)
            shown = as_json(one) if shown is None else shown
            if len(shown) > limits.URL:
                shown = notes.cut((*path, len(pairs), 1), shown, limits.URL)
            pairs.append([key[: limits.TEXT], shown])
    return pairs


def _entries(notes: Notes, path: Path, value: Any) -> list[tuple[str, Any]]:
    """Key and value of each entry of an object, a list of pairs, or a list of `{key, value}`."""
    if type(value) is dict:
        notes.move(path, {key: (index, 1) for index, key in enumerate(value)} if notes.meta else {})
        return list(value.items())
    if type(value) is not list:
        notes.invalid(path, value)
        return []
    entries: list[tuple[str, Any]] = []
    for index, entry in enumerate(value):
        if type(entry) is dict and "key" in entry:
            entry = [entry["key"], entry.get("value")]
        key = scalar_text(entry[0], None) if type(entry) is list and len(entry) == 2 else None
        if key is None:
            notes.invalid((*path, index), entry)
        else:
            entries.append((key, entry[1]))
    return entries
