"""The server needs to write to its data dir and to /tmp alone: the rest of the file system may be read-only."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.server import open_folder, wait_for

_CONFINE = """
set -eu
mount --make-rprivate /
mount --bind "$1" /tmp
mount -o remount,ro,bind /
if touch /etc/redshank-was-here 2>/dev/null; then echo "the root is not read-only"; exit 1; fi
cd /
shift
exec "$@"
"""


def _can_confine() -> bool:
    if os.geteuid() != 0 or shutil.which("unshare") is None or Path(__file__).is_relative_to("/tmp"):
        return False
    return subprocess.run(["unshare", "--mount", "mount", "--make-rprivate", "/"], capture_output=True).returncode == 0


@pytest.fixture
def output() -> Iterator[Path]:
    """What a server prints whose root is read-only; it has its own empty /tmp, with the data dir in it."""
    root = Path(__file__).parents[2]
    with open_folder() as folder:
        inside = folder / "tmp"
        inside.mkdir(mode=0o777)
        inside.chmod(0o1777)
        output = folder / "output"
        environment = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(root)}
        command = [sys.executable, "-B", "-m", "deploy.cli", "serve", "--port", "0", "--data-dir", "/tmp/data"]
        with output.open("wb") as log:
            server = subprocess.Popen(
                ["unshare", "--mount", "sh", "-c", _CONFINE, "confine", str(inside), *command],
                stdout=log,
                stderr=log,
                env=environment,
            )
        try:
            yield output
        finally:
            server.terminate()
            assert server.wait(60) == 0, output.read_text()


@pytest.mark.skipif(not _can_confine(), reason="needs to be root, with mount namespaces, and not in /tmp")
def test_a_read_only_root_will_do(output: Path) -> None:
    wait_for(lambda: "1 / 0" in output.read_text(), "the server to be ready")
    found = re.search(r"(http://[0-9a-f]{32}@\S+)", output.read_text())
    assert found is not None, output.read_text()
    dsn = urlsplit(found[1])
    site = f"http://127.0.0.1:{dsn.port}"
    answer = httpx.post(
        f"{site}/api{dsn.path}/store/?sentry_key={dsn.username}", json={"message": "read-only"}, timeout=60
    )
    assert answer.status_code == 200
    assert httpx.get(f"{site}/health/ready", timeout=60).status_code == 200
