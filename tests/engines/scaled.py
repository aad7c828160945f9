"""The scaled shape on this machine, without Docker: Kafka, Elasticsearch, PostgreSQL, and each role in its own process.

There is no proxy in front: the first gateway's process also serves API and interface, the second has the next port.

python -m tests.engines.scaled
python -m tests.engines.scaled --port 9100 --data-dir /tmp/scaled --nodes 3 --processors 4 --major 9
"""

import argparse
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from core.errors import RedshankError
from core.vault import key_file, open_vault
from tests.engines.errors import EngineError
from tests.engines.revived import revived_engines
from tests.engines.role import REDSHANK, Role, serving

_LOOK_SECONDS = 0.5


def run(arguments: argparse.Namespace) -> None:
    """Start the engines, then the roles, and watch all until KeyboardInterrupt: what is killed meanwhile is started
    again. Raises EngineError, RedshankError."""
    folder = arguments.data_dir.resolve()
    with revived_engines(folder, arguments.nodes, arguments.major, _tell) as (named, keep_engines):
        settings = {**named, "REDSHANK_SECRET_KEY": _secret_key(folder / "gateway-1")}
        _migrate(settings)
        commands = _settings_file(folder, settings)
        with _roles(folder, settings, arguments.port, arguments.processors) as roles:
            greetings = [role.await_greeting() for role in roles]
            _tell(f"{', '.join(role.name for role in roles)} run; logs are in {folder}")
            print(f"\n{greetings[0]}\n  For commands in another terminal:\n    . {commands}\n", flush=True)
            while True:
                keep_engines()
                for role in roles:
                    role.revive(_tell)
                time.sleep(_LOOK_SECONDS)


def _secret_key(data_dir: Path) -> str:
    """That of the API's data dir, for all roles: the alerter reads what people gave the API to keep."""
    open_vault(None, data_dir, secrets.token_bytes)
    return key_file(data_dir).read_text(encoding="ascii").strip()


def _migrate(settings: Mapping[str, str]) -> None:
    """Once, before the roles come up together."""
    done = subprocess.run([*REDSHANK, "migrate"], env={**os.environ, **settings}, capture_output=True, text=True)
    if done.returncode != 0:
        raise EngineError(done.stderr.strip())


def _settings_file(folder: Path, settings: Mapping[str, str]) -> Path:
    """What a shell reads so that `redshank doctor`, `demo` and the others mean this installation; for us only, as it
    holds the key and the password."""
    path = folder / "settings.sh"
    every = {**settings, "REDSHANK_DATA_DIR": str(folder / "gateway-1")}
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"export {name}={shlex.quote(value)}\n" for name, value in every.items())
    return path


@contextmanager
def _roles(folder: Path, settings: Mapping[str, str], port: int, processors: int) -> Iterator[list[Role]]:
    """The processes, first the one that greets. They stop in the order in which they are listed: who accepts, first."""
    commands: dict[str, tuple[str, ...]] = {
        "gateway-1": ("gateway", "api", "--port", str(port)),
        "gateway-2": ("gateway", "--port", str(port + 1)),
    }
    commands["alerter"] = ("alerter",)
    for number in range(1, processors + 1):
        commands[f"processor-{number}"] = ("processor", "--processors", "1")
    _tell("Starting the roles")
    roles: list[Role] = []
    try:
        for name, command in commands.items():
            roles.append(serving(folder, settings, name, command))
        yield roles
    finally:
        for role in roles:
            _tell(f"Stopping {role.name}")
            role.stop()
        _tell("Stopping the engines")


def _tell(text: str) -> None:
    print(f"  {text} …", flush=True)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> int:
    described = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.engines.scaled", description=__doc__, formatter_class=described)
    parser.add_argument("--port", type=int, default=9000, help="of the first gateway, API and interface")
    parser.add_argument("--data-dir", type=Path, default=Path("data-scale"), help="folder of engines, roles and logs")
    parser.add_argument("--nodes", type=int, choices=[1, 3], default=1, help="of Kafka")
    parser.add_argument("--major", type=int, choices=[8, 9], default=8, help="version of Elasticsearch")
    parser.add_argument("--processors", type=int, default=2)
    arguments = parser.parse_args()
    for ending in (signal.SIGTERM, signal.SIGINT):  # what a shell starts in the background ignores the second
        signal.signal(ending, _interrupt)
    try:
        arguments.data_dir.mkdir(parents=True, exist_ok=True)
        run(arguments)
    except KeyboardInterrupt:
        print("Stopped.")
        return 0
    except (EngineError, RedshankError) as error:
        print(f"run-scale: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"run-scale: {error.filename or arguments.data_dir} cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
