"""What a test started ends with the test's process, however that ends."""

import signal
import subprocess
import sys

import pytest

from tests.processes import is_alive
from tests.server import wait_for

_OWNER = """
import subprocess, sys
from tests.minder import forget, mind
servers = [subprocess.Popen(["sleep", "60"], start_new_session=True) for _ in range(2)]
for server in servers:
    mind(server.pid)
forget(servers[1].pid)
print(*(server.pid for server in servers), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("signal_number", [signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_with_the_process_that_minds_it(signal_number: signal.Signals) -> None:
    command = [sys.executable, "-c", _OWNER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        minded, forgotten = map(int, owner.stdout.readline().split())
        assert is_alive(minded)
        owner.send_signal(signal_number)
    wait_for(lambda: not is_alive(minded), "the server to follow its owner")
    assert is_alive(forgotten)
    subprocess.run(["kill", str(forgotten)], check=True)
