"""The whole server on Kafka: processors, the web process and the broker are killed; nothing is lost or doubled."""

import os
import signal
from typing import Any

import httpx
import pytest

from tests.contract.kafka import brokers
from tests.engines import Kafka
from tests.flow.test_kill import Senders, assert_stored_once
from tests.server import RunningServer, open_folder, wait_for

__all__ = ["brokers"]


@pytest.mark.parametrize("brokers", [1], indirect=True)
def test_nothing_accepted_is_lost_or_doubled_whatever_is_killed(brokers: Kafka) -> None:
    with open_folder() as folder, RunningServer(folder / "data", REDSHANK_LOG_URL=brokers.url) as server:
        with Senders(server.dsn) as senders:
            _accepted(senders, 60)
            for victim in ("processor-1", "kafka", "web", "processor-2"):
                if victim == "kafka":
                    brokers.kill()
                    wait_for(lambda: "away: Kafka at" in _health(server)["log"], "the server to say what it lacks")
                    _accepted(senders, 60)
                    brokers.start()
                    wait_for(lambda: _health(server)["status"] == "ready", "the spool to be drained")
                else:
                    wait_for(lambda victim=victim: victim in server.processes(), f"{victim} to run")
                    os.kill(server.processes()[victim], signal.SIGKILL)
                _accepted(senders, 60)
            server.kill()
            server.start()
            _accepted(senders, 60)
        accepted = set(senders.accepted)
        wait_for(lambda: server.command("outcomes")["stored"] >= len(accepted), "every accepted event to be stored")
        assert_stored_once(server, accepted)
        assert not (server.data_dir / "log").exists()
        assert "Traceback" not in server.output()


def _accepted(senders: Senders, more: int) -> None:
    sent = len(senders.accepted)
    wait_for(lambda: len(senders.accepted) > sent + more, "events to be accepted")


def _health(server: RunningServer) -> dict[str, Any]:
    found: dict[str, Any] = httpx.get(f"{server.url}/health/ready", timeout=10).json()
    return found
