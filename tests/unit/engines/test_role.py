"""What `make run-scale` does about a role that is killed, and about one that gives up."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines.errors import EngineError
from tests.engines.role import Role
from tests.server import wait_for

_WORKS = "import signal; print('Redshank is ready to work', flush=True); signal.pause()"
_GIVES_UP = "import sys; sys.exit('no such database')"


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Role]:
    started = Role("worker", tmp_path / "worker.log", (sys.executable, "-c", _WORKS), {})
    yield started
    started.stop()


def test_a_role_that_was_killed_is_started_again_and_one_that_lives_is_left_alone(worker: Role) -> None:
    told: list[str] = []
    assert worker.await_greeting() == "Redshank is ready to work\n"
    first = worker.pid
    worker.revive(told.append)
    assert (worker.pid, told) == (first, [])
    os.kill(first, signal.SIGKILL)

    def revived() -> bool:
        worker.revive(told.append)
        return worker.pid != first

    wait_for(revived, "a new process")
    assert told == ["worker was killed; starting it again"]
    wait_for(lambda: worker.await_greeting().count("ready") == 2, "the greeting of the second, behind the first's")


def test_a_role_that_gives_up_is_not_started_again_and_its_log_is_named(tmp_path: Path) -> None:
    log = tmp_path / "hopeless.log"
    hopeless = Role("hopeless", log, (sys.executable, "-c", _GIVES_UP), {})
    with pytest.raises(EngineError, match="hopeless has ended by itself"):
        hopeless.await_greeting()
    with pytest.raises(EngineError, match="hopeless has ended by itself"):
        hopeless.revive(lambda _: pytest.fail("it was not killed"))
    assert "no such database" in log.read_text()
    hopeless.stop()
