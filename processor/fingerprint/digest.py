"""The 16 bytes that stand for what was counted."""

from collections.abc import Iterable
from hashlib import blake2b

VERSION = "v1"
"""Name of the algorithm; part of every hash, so that a hash of another version is never mistaken for one of this."""

_PERSON = f"redshank.fp.{VERSION}".encode()


def digest(domain: str, pieces: Iterable[str]) -> bytes:
    """Hash of `pieces` in order. Lengths are hashed too, so no two lists run together; `domain` keeps kinds apart."""
    whole = "".join([f"{len(piece)}:{piece}" for piece in (domain, *pieces)])
    return blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=16, person=_PERSON).digest()
