"""Prints the OpenAPI document: `python -m api.openapi > api/openapi.json`."""

import json
import sys
from typing import Any, cast

from api.app import create_app
from api.deps import Deps
from core.clock import SystemClock
from core.db import Database
from core.payloads.memory import MemoryPayloads
from core.vault import Vault

_PAYLOADS = MemoryPayloads()
EXAMPLE_DEPS = Deps(
    database=cast(Database, None),
    payloads=_PAYLOADS,
    search=_PAYLOADS,
    clock=SystemClock(),
    vault=Vault("keeps nothing: no secret is ever given to it"),
    public_url="http://localhost:9000",
)
"""Enough to describe the API: nothing is opened or started for it."""


def document() -> dict[str, Any]:
    """The document of this version."""
    return create_app(EXAMPLE_DEPS).openapi()


def rendered() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(rendered())
