"""Brings the engines' published artifacts onto this machine, once, through Maven and its own repositories.

What comes is held against the SHA-256 sums in `artifacts/`. To move to another version: change the pom, start the
engine, and put the sums that the error names into the `.sha256` file after looking at what they are of.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from tests.engines.errors import EngineError

ARTIFACTS = Path(__file__).parent / "artifacts"
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_DOWNLOAD_SECONDS = 1500.0
"""The largest is a gigabyte; a download that was cut off goes on where it stopped."""
_TELL_SECONDS = 10.0

Finish = Callable[[Path], None]


def cache() -> Path:
    """Where installed engines are kept."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "redshank-engines"


def is_installed(name: str) -> bool:
    return _target(name).exists()


def installed(name: str, finish: Finish) -> Path:
    """The folder of engine `name`, fetched first where it is missing; `finish` makes it ready once.

    Raises EngineError.
    """
    target = _target(name)
    if target.exists():
        return target
    with locked(cache() / f"{name}.lock"):
        if not target.exists():
            fresh = target.with_suffix(".new")
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            _download(name, fresh)
            _verify(name, fresh)
            finish(fresh)
            fresh.rename(target)
            shutil.rmtree(_maven_folder(name))
    return target


def unpack(folder: Path, archive_folder: str) -> None:
    """Put what the one zip in `folder` holds under the folder matching the pattern into `folder`; drop the zip."""
    (archive,) = folder.glob("*.zip")
    depth = archive_folder.count("/") + 1
    with zipfile.ZipFile(archive) as opened:
        for entry in opened.infolist():
            path = PurePosixPath(entry.filename)
            inside = len(path.parts) > depth and PurePosixPath(*path.parts[:depth]).match(archive_folder)
            if inside and not entry.is_dir():
                entry.filename = str(PurePosixPath(*path.parts[depth:]))
                opened.extract(entry, folder)
    archive.unlink()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time through."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _target(name: str) -> Path:
    """Named after what it must hold, so that another version is installed beside this one."""
    wanted = (ARTIFACTS / f"{name}.pom.xml").read_bytes() + (ARTIFACTS / f"{name}.sha256").read_bytes()
    return cache() / f"{name}-{hashlib.sha256(wanted).hexdigest()[:10]}"


def _maven_folder(name: str) -> Path:
    """A repository of its own, so that the archives can be dropped once they are unpacked."""
    return cache() / f"maven-{name}"


def _download(name: str, into: Path) -> None:
    if not shutil.which("mvn"):
        raise EngineError("Maven is missing: install it (Debian: apt-get install maven)")
    log = cache() / f"{name}.log"
    command = ["mvn", "--batch-mode", "--no-transfer-progress", "--strict-checksums"]
    command += ["--file", str(ARTIFACTS / f"{name}.pom.xml"), f"-Dmaven.repo.local={_maven_folder(name)}"]
    command += [_COPY, f"-DoutputDirectory={into}", "-DincludeScope=runtime"]
    tell(f"Fetching {name}, once, into {cache()}")
    deadline = time.monotonic() + _DOWNLOAD_SECONDS
    with log.open("wb") as output:
        maven = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            while (status := _wait(maven, _TELL_SECONDS)) is None:
                if time.monotonic() > deadline:
                    raise EngineError(f"{name} was not here after {_DOWNLOAD_SECONDS:.0f} s: start again to go on", log)
                tell(f"  {name}: {_size(_maven_folder(name)) / 1e6:.0f} MB so far")
        finally:
            maven.kill()
    if status != 0:
        raise EngineError(f"Maven could not fetch {name}: mend what it says and start again", log)


def _wait(process: "subprocess.Popen[bytes]", seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _size(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):  # Maven renames what is complete while we look
            total += path.stat().st_size
    return total


def _verify(name: str, folder: Path) -> None:
    listed = (ARTIFACTS / f"{name}.sha256").read_text(encoding="ascii").split()
    expected = dict(zip(listed[1::2], listed[::2], strict=True))
    found = {}
    for path in folder.iterdir():
        with path.open("rb") as opened:
            found[path.name] = hashlib.file_digest(opened, "sha256").hexdigest()
    wrong = sorted(dict(expected.items() ^ found.items()))
    if wrong:
        first = f"{found.get(wrong[0], 'missing')}  {wrong[0]}"
        raise EngineError(f"{len(wrong)} of {name}'s files are not those in {name}.sha256, the first: {first}")
