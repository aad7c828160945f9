"""A processor under the supervisor, as `redshank serve` has it, whose database of addresses ends it at one of them.

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

DEADLY = "81.2.69.1"
HANGS, MENDED = "hangs", "mended"
"""Files in the data dir: instead of crashing the process, it never answers; it is well."""


def main(data_dir: str, database_url: str, log_url: str = "disk:") -> None:
    folder = Path(data_dir)

    def look_up(address: str) -> dict[str, str]:
        if address == DEADLY and not (folder / MENDED).exists():
            if not (folder / HANGS).exists():
                os.abort()
            PATIENCE.arm(0.05)
            all(repeat(True))  # one call into C that never comes back
        return {"country_code": "GB"}

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    settings = read_settings(data_dir=folder, log_url=log_url, search_index=False)
    name = "processor-1"
    child = Child(name, process_events, (name, settings, database_url, Lookups(geo=look_up), [], False))
    supervise([child], lambda: None, lambda: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
