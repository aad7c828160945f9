"""Holds one engine for all processes of a test run, until the process ends whose run it is.

`python -m tests.engines.keeper NAME FOLDER OWNER` starts it, writes what came of that into FOLDER/answer.json, and
when the process OWNER is gone, ends the engine and removes the folder.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from tests.engines.errors import EngineError
from tests.engines.supply import SUPPLIES, running

ANSWER = "answer.json"
_LOOK_SECONDS = 0.5


def keep(name: str, folder: Path, owner: int) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
    threading.Thread(target=_interrupt_after, args=(owner,), daemon=True).start()
    try:
        with running(SUPPLIES[name], folder / "engine") as url:
            _answer(folder, {"url": url})
            threading.Event().wait()
    except EngineError as error:
        _answer(folder, {"error": str(error)})
        threading.Event().wait()  # the answer, and the log that it may name, stay for all who ask
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # other engines of this run are still there
            folder.parent.rmdir()


def _answer(folder: Path, answer: dict[str, str]) -> None:
    fresh = folder / f"{ANSWER}.new"
    fresh.write_text(json.dumps(answer), encoding="utf-8")
    fresh.replace(folder / ANSWER)


def _interrupt_after(owner: int) -> None:
    while _exists(owner):
        time.sleep(_LOOK_SECONDS)
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        keep(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
