"""Who may use a data dir."""

import os
from pathlib import Path

import pytest

from core.errors import Refused
from deploy import datadir


def test_a_data_dir_has_one_server(tmp_path: Path) -> None:
    said: list[str] = []
    with datadir.locked(tmp_path), pytest.raises(Refused, match="runs already"), datadir.locked(tmp_path, said.append):
        pass
    assert said == []
    with datadir.locked(tmp_path):
        assert datadir.is_locked(tmp_path)


def test_what_a_killed_server_left_running_is_waited_for(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    server = os.fork()
    if server == 0:
        with datadir.locked(tmp_path):
            if os.fork() == 0:  # holds the lock of its parent until it is told to end
                os.close(write_end)
                os.read(read_end, 1)
            os._exit(0)
    os.close(read_end)
    os.waitpid(server, 0)
    said: list[str] = []

    def tell(text: str) -> None:
        said.append(text)
        os.close(write_end)

    with datadir.locked(tmp_path, tell):
        assert len(said) == 1
