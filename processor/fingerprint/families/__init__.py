"""Language families: how each names its frames, and which family a platform belongs to."""

import re

from processor.fingerprint.families import dart, dotnet, elixir, go, javascript, jvm, native, php, python, ruby
from processor.fingerprint.families.family import Family, Kind, Legibility, RawFrame
from processor.fingerprint.families.paths import stem

_LIBRARY_PATH = re.compile(r"[/\\](?:node_modules|vendor|site-packages|deps|third_party)[/\\]")
_COUNTER = re.compile(r"(?:[#$-]|\bfun-)\d+(?:-\d+)?(?:/\d+)?|/\d+$|0x[0-9a-fA-F]+|(?<=__ANON__)\[[^\]]*\]$")


def _plain_kind(frame: RawFrame) -> Kind:
    return Kind.LIBRARY if _LIBRARY_PATH.search(frame.path) else Kind.APP


_OTHER = Family(
    place=lambda frame: frame.module or stem(frame.file or frame.path),
    function=lambda frame: _COUNTER.sub("", frame.function),
    kind=_plain_kind,
)
_FAMILIES = {
    "python": python.FAMILY,
    "javascript": javascript.FAMILY,
    "node": javascript.NODE,
    "java": jvm.FAMILY,
    "go": go.FAMILY,
    "native": native.FAMILY,
    "rust": native.FAMILY,
    "c": native.FAMILY,
    "cocoa": native.FAMILY,
    "objc": native.FAMILY,
    "swift": native.FAMILY,
    "ruby": ruby.FAMILY,
    "php": php.FAMILY,
    "csharp": dotnet.FAMILY,
    "dart": dart.FAMILY,
    "elixir": elixir.FAMILY,
}


def family_of(platform: object) -> Family:
    """The family of an event's or a frame's `platform`; a plain one for platforms we do not know."""
    return _FAMILIES.get(platform, _OTHER) if isinstance(platform, str) else _OTHER


__all__ = ["Family", "Kind", "Legibility", "RawFrame", "family_of"]
