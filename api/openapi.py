"""Prints the OpenAPI document: `python -m api.openapi > api/openapi.json`."""

import json
import sys
from typing import Any, cast

from api.app import create_app
from api.deps import Deps
from core.clock import SystemClock
from core.db import Database
from core.payloads.memory import MemoryPayloads


def document() -> dict[str, Any]:
    """The document of this version; nothing is opened or started for it."""
    nothing = cast(Database, None)
    deps = Deps(database=nothing, payloads=MemoryPayloads(), clock=SystemClock(), public_url="http://localhost:9000")
    return create_app(deps).openapi()


def rendered() -> str:
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(rendered())
