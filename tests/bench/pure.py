"""The pure stages alone, decode to fingerprint, in a process like a processor's; prints its figures as JSON.

python -m tests.bench.pure SIZE COUNT
"""

import json
import os
import sys
import time
from random import Random

from core.consume import BatchLimits
from core.projects import PrivacyPolicy, ProcessingConfig
from core.settings import read_settings
from deploy.processing import prepare, tune_process
from processor.enrich import Lookups
from processor.laps import Laps
from processor.pipeline import decode_all, process_all
from tests.bench.backlog import Records, raw_events, records
from tests.bench.meter import as_others

_PROJECT = 1


def work(backlog: Records, lookups: Lookups) -> None:
    """In batches as they come from the log."""
    configs = {_PROJECT: ProcessingConfig(_PROJECT, 1, "shop", PrivacyPolicy(salt=b"salt"))}
    at_once = BatchLimits().max_records
    for start in range(0, len(backlog), at_once):
        batch = backlog[start : start + at_once]
        laps = Laps(time.perf_counter)
        sources, undecodable = decode_all(batch)
        done = process_all(sources, configs, lookups, time.time(), laps)
        assert len(done.events) == len(batch)
        assert not undecodable


def main(size: str, count: int) -> None:
    tune_process()
    as_others(os.getpid())
    lookups = prepare(read_settings())
    backlog = records(raw_events(size, count, _PROJECT, 1), Random(os.getpid()))
    work(backlog[: count // 4], lookups)
    print("prepared", flush=True)
    for _ in sys.stdin:  # each line is a turn
        begun, cpu = time.perf_counter(), time.process_time()
        work(backlog, lookups)
        print(json.dumps({"seconds": time.perf_counter() - begun, "cpu": time.process_time() - cpu}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
