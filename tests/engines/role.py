"""One `redshank serve ROLE…` with a data dir and a log of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from tests.engines.errors import EngineError
from tests.engines.node import START_SECONDS, wait_until

REDSHANK = (sys.executable, "-m", "deploy.cli")
_READY = "Redshank is ready"
_STOP_SECONDS = 60.0


class Role:
    """Apart from us, so that Ctrl-C is ours to handle; ends with us all the same."""

    def __init__(self, name: str, log: Path, command: Sequence[str], settings: Mapping[str, str]) -> None:
        self.name = name
        self._log = log
        dies_with_us = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
        self._command = (*dies_with_us, *command)
        self._environment = {**os.environ, **settings}
        self._process = self._start("wb")

    @property
    def pid(self) -> int:
        return self._process.pid

    def await_greeting(self) -> str:
        """What it says when it is ready. Raises EngineError."""
        wait_until(
            lambda: self.lives() and _READY in self._said(), START_SECONDS, f"{self.name} is not ready", self._log
        )
        said = self._said()
        return said[said.index(_READY) :]

    def lives(self) -> bool:
        """Raises EngineError where it does not."""
        if self._process.poll() is not None:
            raise EngineError(f"{self.name} has ended by itself", self._log)
        return True

    def revive(self, tell: Callable[[str], None]) -> None:
        """Start it again where somebody killed it. Raises EngineError where it gave up."""
        if (self._process.poll() or 0) < 0:
            tell(f"{self.name} was killed; starting it again")
            self._process = self._start("ab")
        self.lives()

    def stop(self) -> None:
        """Ask, and kill what does not end."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self, mode: Literal["wb", "ab"]) -> "subprocess.Popen[bytes]":
        with self._log.open(mode) as output:
            return subprocess.Popen(
                self._command, env=self._environment, stdout=output, stderr=output, start_new_session=True
            )

    def _said(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def serving(folder: Path, settings: Mapping[str, str], name: str, arguments: Sequence[str]) -> Role:
    """`redshank serve ARGUMENTS`, whose data dir and log in `folder` have its name."""
    command = (*REDSHANK, "serve", *arguments, "--data-dir", str(folder / name))
    return Role(name, folder / f"{name}.log", command, settings)
