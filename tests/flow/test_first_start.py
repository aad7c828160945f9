"""The embedded database's first start, ended at the worst moments."""

import signal
import subprocess
import sys

import pytest

from core.errors import Refused
from deploy.cluster import cluster_in
from deploy.postgres import running_cluster
from tests.server import open_folder, wait_for

_START = """
import sys
from pathlib import Path
from deploy.postgres import running_cluster
with running_cluster(Path(sys.argv[1])):
    pass
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT])
def test_a_first_start_that_was_ended_in_its_middle_is_made_again(how: signal.Signals) -> None:
    with open_folder() as folder:
        cluster = cluster_in(folder)
        with subprocess.Popen(
            [sys.executable, "-c", _START, str(folder)], stderr=subprocess.DEVNULL, start_new_session=True
        ) as starting:
            wait_for(lambda: any(cluster.folder.glob("*/PG_VERSION")), "initdb to be in its middle")
            starting.send_signal(how)
        with running_cluster(folder) as server:
            assert server.cluster.url().startswith("postgresql://redshank:")


def test_a_database_whose_password_is_gone_is_neither_made_anew_nor_started() -> None:
    with open_folder() as folder:
        with running_cluster(folder) as server:
            password = server.cluster.password_file
        kept = password.read_text(encoding="ascii")
        password.unlink()
        with pytest.raises(Refused, match=r"postgres\.password is gone.*put it back"), running_cluster(folder):
            pass
        password.write_text(kept, encoding="ascii")
        with running_cluster(folder):
            assert password.read_text(encoding="ascii") == kept
