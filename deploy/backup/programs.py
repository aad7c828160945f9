"""pg_dump and pg_restore of the right version, run with streams."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final, Protocol
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from core.errors import Refused
from deploy.binaries import find_programs

_CHUNK: Final = 2**20


class Readable(Protocol):
    """Where bytes come from."""

    def read(self, size: int, /) -> bytes: ...


def suitable(program: str, at_least: int) -> tuple[Path, int]:
    """The oldest `program` (pg_dump, pg_restore) that is of that major version or newer, and its version.

    Not the newest, since a newer pg_dump may write what an older server does not understand. Raises Refused.
    """
    found = sorted((version, path) for path in _candidates(program) if (version := _major(path)) >= at_least)
    if not found:
        raise Refused(
            f"no {program} for PostgreSQL {at_least} here: install the client programs of PostgreSQL {at_least}"
        )
    return found[0][1], found[0][0]


def dump(
    url: str,
    program: Path,
    snapshot: str,
    write: Callable[[IO[bytes]], None],
    without_rows_of: str | None = None,
) -> None:
    """Pass the uncompressed output of pg_dump to `write`; tables of that pattern are dumped without their rows.

    Raises Refused with its last line of output.
    """
    command = [str(program), "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges"]
    command += ["--no-password", "--compress=0"]  # not every build knows zstd, and gzip costs five times as much
    command += [f"--exclude-table-data={without_rows_of}"] if without_rows_of else []
    address, environment = _client(url)
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen([*command, address], stdout=subprocess.PIPE, stderr=words, env=environment) as process,
    ):
        assert process.stdout is not None
        try:
            write(process.stdout)
        except BaseException:
            process.kill()
            raise
        _check("the database could not be dumped", process.wait(), words)


def restore(url: str, program: Path, dump: Readable, *, at_once: bool) -> None:
    """Load a dump into an empty database; `at_once` does it in one transaction. Raises Refused."""
    command = [str(program), "--no-owner", "--no-privileges", "--no-password", "--exit-on-error"]
    command += ["--single-transaction"] if at_once else []
    address, environment = _client(url)
    command += ["--dbname", address]
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=words, env=environment
        ) as process,
    ):
        assert process.stdin is not None
        try:
            while chunk := dump.read(_CHUNK):
                process.stdin.write(chunk)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended early: its exit code says why
        except BaseException:
            process.kill()
            raise
        _check("the database could not be restored", process.wait(), words)


def _candidates(program: str) -> Iterator[Path]:
    folders = [Path(folder) for folder in sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")))]
    with suppress(Refused):
        folders.append(find_programs(None, Path()))
    on_path = shutil.which(program)
    paths = [folder / program for folder in folders] + ([Path(on_path)] if on_path else [])
    return (path for path in paths if path.exists())


def _major(program: Path) -> int:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True).stdout
    match = re.search(r"(\d+)[.\d]*(?:devel|beta\d+|rc\d+)?\b", said.partition(")")[2])
    return int(match[1]) if match else 0


def _client(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, since other users of the machine can read command lines, and an environment
    that holds it."""
    parts = urlsplit(url)
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if parts.password is None:
        return url, environment | {name: value for name, value in os.environ.items() if name.startswith("PG")}
    _, _, host = parts.netloc.rpartition("@")
    user = quote(unquote(parts.username or ""), safe="")
    return urlunsplit(parts._replace(netloc=f"{user}@{host}")), environment | {"PGPASSWORD": unquote(parts.password)}


def _check(what: str, code: int, words: IO[bytes]) -> None:
    if code == 0:
        return
    words.seek(0)
    lines = [line for line in words.read(2**16).decode(errors="replace").splitlines() if line.strip()]
    reason = next((line for line in lines if "error:" in line), lines[0] if lines else f"exit code {code}")
    raise Refused(f"{what}: {reason.strip()}")
