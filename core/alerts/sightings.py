"""Sightings as signals carry them: `signals.sightings`. The one place that knows their encoding. Pure.

MessagePack: all distinct texts, then one flat row for each event, which refers to the texts by index. Events of one
issue resemble each other: 250 of them with twelve tags take 30 bytes each instead of 300.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

from core.alerts import Sighting

_Row: TypeAlias = tuple[float, int, int, int, bytes, list[int]]
"""When, level, environment, release, user, and key and value of each tag in turn."""

_encode: Final = msgspec.msgpack.Encoder().encode
_decoder: Final = msgspec.msgpack.Decoder(tuple[list[str], list[_Row]])


def encode_sightings(sightings: Sequence[Sighting]) -> bytes:
    """What `decode_sightings` reads. No sightings: no bytes."""
    if not sightings:
        return b""
    texts: dict[str, int] = {}
    place = texts.setdefault
    rows: list[_Row] = []
    for one in sightings:
        pairs: list[int] = []
        for key, value in one.tags.items():
            pairs += (place(key, len(texts)), place(value, len(texts)))
        level, environment, release = (place(text, len(texts)) for text in (one.level, one.environment, one.release))
        rows.append((one.at, level, environment, release, one.user, pairs))
    return _encode((list(texts), rows))


def decode_sightings(data: bytes) -> list[Sighting]:
    """Raises msgspec.DecodeError for bytes of somebody else."""
    if not data:
        return []
    texts, rows = _decoder.decode(data)
    return [
        Sighting(at, texts[level], texts[environment], texts[release], user, _tags(texts, pairs))
        for at, level, environment, release, user, pairs in rows
    ]


def _tags(texts: list[str], pairs: list[int]) -> dict[str, str]:
    return {texts[key]: texts[value] for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
