"""No step goes on for ever: most are broken off, and where that cannot be, the process ends."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from itertools import repeat

import pytest
import uvloop

from processor.patience import Patience, TookTooLong


@pytest.fixture
def patience() -> Iterator[Patience]:
    """Looks after a tenth of a second of CPU: even on a busy machine a look is not late by twice that."""
    impatient = Patience()
    impatient.arm(0.1)
    yield impatient
    impatient.disarm()


def test_a_step_that_takes_too_long_is_broken_off_and_the_next_has_its_time(patience: Patience) -> None:
    for _ in range(2):
        patience.begins()
        with pytest.raises(TookTooLong):
            while True:
                pass
    patience.rests()
    spend(0.4)


def test_a_call_that_never_comes_back_ends_the_process() -> None:
    child = os.fork()
    if child == 0:
        patience = Patience()
        patience.arm(0.02)
        patience.begins()
        all(repeat(True))
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGVTALRM


def test_a_process_whose_other_threads_work_is_not_ended_while_its_loop_waits(patience: Patience) -> None:
    uvloop.run(asyncio.to_thread(spend, 0.6))


def spend(seconds: float) -> None:
    """So much CPU."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
