"""A processor under the supervisor, as `redshank serve` has it, whose database of addresses ends it at some of them.

python -m tests.deadly_processor DATA_DIR DATABASE_URL [LOG_URL]      runs until SIGTERM
"""

import os
import resource
import sys
from itertools import repeat
from pathlib import Path

from core.settings import read_settings
from deploy.children import Child
from deploy.processing import process_events
from deploy.supervisor import supervise
from processor.enrich import Lookups
from processor.patience import PATIENCE

CRASHES, HANGS = "81.2.69.1", "81.2.69.2"
MENDED = "mended"
"""A file with this name in the data dir: the database of addresses is well."""


def main(data_dir: str, database_url: str, log_url: str = "disk:") -> None:
    mended = Path(data_dir) / MENDED

    def look_up(address: str) -> dict[str, str]:
        if not mended.exists():
            if address == CRASHES:
                os.abort()
            if address == HANGS:
                PATIENCE.arm(0.05)
                all(repeat(True))  # one call into C that never comes back
        return {"country_code": "GB"}

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settings = read_settings(data_dir=Path(data_dir), log_url=log_url, search_index=False)
    name = "processor-1"
    child = Child(name, process_events, (name, settings, database_url, Lookups(geo=look_up), [], False))
    supervise([child], lambda: None, lambda: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
