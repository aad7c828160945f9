"""What stands under a secret's name and is none: nothing, a complaint, a file's place, an id."""

import re

from processor.redact.buffer import as_bytes
from processor.redact.values import is_complaint, is_placeholder

_FILE = re.compile(
    r"^[\w.@~-]{0,64}(?:/[\w.@-]{1,80}){1,12}\.(?:png|jpe?g|webp|gif|svg|pdf|json|csv|txt|zip|gz|html?|pem|key|crt|p12|pub)$"
)


def is_file(value: str) -> bool:
    """`storage_key: img/8812.webp`, `private_key: /etc/ssl/shop.pem`: where something lies."""
    return value[-5:].find(".") >= 0 and _FILE.match(value[:600]) is not None


_ID = re.compile(r"^(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-f]{24})$")
"""An UUID, or what MongoDB draws."""


def is_id_of_key(name: str, value: str) -> bool:
    """`key: <uuid>`: of a row or a cache far more often than of a service; `?key=<uuid>` is another matter."""
    return name.lower() == "key" and _ID.match(value) is not None


def says_nothing(value: str) -> bool:
    """Whether what stands under a secret's name is no secret: nothing, what a validator had to say, or a file."""
    plain = value.strip("'\"")
    return is_placeholder(plain) or is_file(plain) or is_complaint(as_bytes(value[:200]).decode("latin-1"))
