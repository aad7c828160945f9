"""One engine of a kind for all processes of a test run, whoever asks first.

`python -m tests.engines.shared` begins to start all that this machine can, so that tests need not wait for them.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.engines.errors import EngineError
from tests.engines.install import locked
from tests.engines.keeper import ANSWER
from tests.engines.node import wait_until
from tests.engines.supply import SUPPLIES, docker_answers, lacking
from tests.processes import command_line
from tests.room import prefer_memory

_PATIENCE_SECONDS = 1800.0
"""The keeper gives up earlier by itself."""
_ROOT = Path(__file__).parent.parent.parent


class Missing(Exception):
    """There is no such engine to be had here; says what is missing."""


def shared_url(name: str) -> str:
    """The URL of this test run's engine, which is started if nobody has asked before. Raises Missing, EngineError."""
    given = os.environ.get(SUPPLIES[name].variable)
    if given:
        return given
    begin(name)
    folder = _folder(name)

    def answered() -> bool:
        if not _is_kept(folder):
            raise EngineError(f"what should start {name} has ended", folder / "log")
        return (folder / ANSWER).exists()

    wait_until(answered, _PATIENCE_SECONDS, f"{name} does not come up", folder / "log")
    answer = json.loads((folder / ANSWER).read_text(encoding="utf-8"))
    if "url" not in answer:
        raise EngineError(answer["error"])
    return str(answer["url"])


def begin(name: str) -> None:
    """Let a keeper start the engine, unless one does already. Raises Missing."""
    reason = None if docker_answers() else lacking(SUPPLIES[name])
    if reason is not None:
        raise Missing(reason)
    folder = _folder(name)
    with locked(folder / "lock"):
        if not _is_kept(folder):
            (folder / ANSWER).unlink(missing_ok=True)
            with (folder / "log").open("wb") as log:
                keeper = subprocess.Popen(
                    [sys.executable, "-m", "tests.engines.keeper", name, str(folder), str(_run())],
                    cwd=_ROOT,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
            (folder / "keeper").write_text(str(keeper.pid))


def _is_kept(folder: Path) -> bool:
    try:
        keeper = int((folder / "keeper").read_text())
    except FileNotFoundError:
        return False
    return "tests.engines.keeper" in command_line(keeper)


def _run() -> int:
    """The process with whose end this test run ends: scripts/test, or pytest, whose workers are its children."""
    given = os.environ.get("REDSHANK_TEST_RUN")
    if given:
        return int(given)
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _folder(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f"redshank-test-engines-{_run()}" / name


if __name__ == "__main__":
    prefer_memory()  # as the tests do, who look for what is started here
    for name, supply in SUPPLIES.items():
        try:
            if not os.environ.get(supply.variable):
                begin(name)
        except Missing as reason:
            print(f"{supply.title} {reason}")
        else:
            print(f"{supply.title} is being started; its log is {_folder(name) / 'log'}")
