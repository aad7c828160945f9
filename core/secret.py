"""Secrets that we hand out and keep only as hashes: login links, sessions, tokens."""

import hashlib
from collections.abc import Callable
from typing import TypeAlias

RandomBytes: TypeAlias = Callable[[int], bytes]
"""`secrets.token_bytes`, or something predictable in a test."""


def new_secret(random_bytes: RandomBytes) -> str:
    """64 hex digits, 256 bits: too many to guess, so a plain hash keeps them safe at rest."""
    return random_bytes(32).hex()


def secret_hash(secret: str) -> bytes:
    """What is stored of a secret: SHA-256, 32 bytes. Takes any text, also one that is no secret of ours."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
