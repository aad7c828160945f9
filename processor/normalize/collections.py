"""The free parts of an event: contexts, extra, modules, and what the SDK says about itself and the loaded images."""

from typing import Annotated, Any, Final

from msgspec import Meta

from processor.normalize import limits
from processor.normalize.nested import checker, json_object, json_type, json_value, size_of
from processor.normalize.notes import Notes, Path
from processor.normalize.values import Fix, fields, label, listed, text

_context: Final = json_object(limits.CONTEXT_DEPTH, limits.DATA_TEXT, limits.CONTEXT_SIZE)
_extra_value: Final = json_value(limits.EXTRA_DEPTH, limits.EXTRA_VALUE_SIZE, limits.EXTRA_VALUE_SIZE)
_short: Final = label(limits.TEXT)

_Short = Annotated[str, Meta(min_length=1, max_length=limits.TEXT)]
_are_modules: Final = checker(dict[_Short, _Short])
_image: Final = json_object(2, limits.URL, limits.CONTEXT_SIZE)
_are_images: Final = checker(
    Annotated[
        list[Annotated[dict[_Short, json_type(0, limits.URL)], Meta(min_length=1, max_length=20)]],  # type: ignore[misc]
        Meta(max_length=limits.IMAGES),
    ]
)


def contexts(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """Name to object, without fields that are null."""
    read: dict[str, Any] = {}
    for name, context in _entries(notes, path, value):
        if len(read) == limits.CONTEXTS:
            notes.dropped(path, len(value))
            break
        if context is not None and (kept := _context(notes, (*path, name), context)):
            kept = {k: v for k, v in kept.items() if v is not None} if None in kept.values() else kept
            if kept:
                read[name] = kept
    return read or None


def extra(notes: Notes, path: Path, value: Any) -> dict[str, Any] | None:
    """Name to any value; what is beyond the limit of the whole is left out."""
    read: dict[str, Any] = {}
    room = limits.EXTRA_SIZE
    for name, item in _entries(notes, path, value):
        if item is None or item in ("", [], {}):
            continue
        kept = _extra_value(notes, (*path, name), item)
        room -= size_of(kept) + len(name)
        if room < 0 or len(read) == limits.NESTED_ITEMS:
            notes.dropped(path, len(value))
            break
        read[name] = kept
    return read or None


def modules(notes: Notes, path: Path, value: Any) -> dict[str, str] | None:
    """Name to version of what is installed."""
    if not (_are_modules(value) and size_of(value) <= limits.MODULES_SIZE):
        value = _read_modules(notes, path, value)
    return value or None


def _read_modules(notes: Notes, path: Path, value: Any) -> dict[str, str]:
    read: dict[str, str] = {}
    room = limits.MODULES_SIZE - 2
    for name, version in _entries(notes, path, value):
        kept = _short(notes, (*path, name), version)
        if name and kept is not None:
            room -= size_of(name) + size_of(kept) + 2
            if room < 0:
                notes.dropped(path, len(value))
                break
            read[name] = kept
    return read


def _entries(notes: Notes, path: Path, value: Any) -> list[tuple[str, Any]]:
    """The entries of an object, with short keys."""
    if type(value) is dict:
        return [(key[: limits.NESTED_KEY], item) for key, item in value.items()]
    notes.invalid(path, value)
    return []


def _list_of(fix: Fix, keep: int) -> Fix:
    def read_list(notes: Notes, path: Path, value: Any) -> list[Any] | None:
        read = [fix(notes, (*path, i), entry) for i, entry in enumerate(listed(notes, path, value, keep))]
        return [entry for entry in read if entry is not None] or None

    return read_list


sdk: Final[Fix] = fields(
    {
        "name": text(limits.TEXT),
        "version": _short,
        "packages": _list_of(fields({"name": text(limits.TEXT), "version": _short}), 100),
        "integrations": _list_of(text(limits.TEXT), 100),
        "features": _list_of(text(limits.TEXT), 100),
        "settings": fields({"infer_ip": text(limits.TEXT)}),
    }
)
_images_one_by_one: Final = _list_of(_image, limits.IMAGES)


def _images(notes: Notes, path: Path, value: Any) -> list[Any] | None:
    return (value if _are_images(value) else _images_one_by_one(notes, path, value)) or None


debug_meta: Final[Fix] = fields({"images": _images})
fingerprint: Final[Fix] = _list_of(label(limits.VAR_TEXT), limits.FINGERPRINT)
