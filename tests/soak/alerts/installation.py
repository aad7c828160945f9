"""Two alerters: one within a whole server, one alone beside it, at the same PostgreSQL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from deploy.cluster import cluster_in
from tests.server import RunningServer
from tests.soak.alerts.stream import LANE
from tests.soak.victims import Victim, child, paused, whole

_PER_MINUTE = 10_000
_SCOPES = "org:read,org:integrations,alerts:read,alerts:write"
_AT_ONCE = {"groupWait": 0, "groupInterval": 60, "repeatInterval": 0, "autoResolve": 0}


class Paging:
    """An installation whose rules tell a pager and a mail box of every error, and of every full lane."""

    def __init__(self, folder: Path, pager_port: int, mail_port: int) -> None:
        self._folder, self._pager_port = folder, pager_port
        self._environment = {
            "REDSHANK_SECRET_KEY": "both alerters have this key, it is long enough",
            "REDSHANK_SMTP_URL": f"smtp://127.0.0.1:{mail_port}?starttls=never",
            "REDSHANK_OUTBOUND_ALLOW": "127.0.0.1",
        }
        self.server = RunningServer(folder / "data", **self._environment)
        self.beside: RunningServer | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        with self.server:
            self._write_rules()
            more = {**self._environment, "REDSHANK_DATABASE_URL": self.database_url()}
            self.beside = RunningServer(self._folder / "beside", "alerter", **more)
            with self.beside:
                yield

    def database_url(self) -> str:
        return cluster_in(self.server.data_dir).url()

    def victims(self, turn: int) -> list[Victim]:
        """Alerters oftenest: they are what this is about."""
        assert self.beside is not None
        return [
            child(self.server, "alerter"),
            child(self.beside, "alerter", "alerter beside"),
            child(self.server, "alerter"),
            whole(self.beside, "alerter beside, whole"),
            child(self.server, f"processor-{turn % 2 + 1}", "processor"),
            child(self.server, "postgres"),
            paused(self.server, "alerter", "alerter", 3.0),
            paused(self.beside, "alerter", "alerter beside", 3.0),
            child(self.server, "web"),
            whole(self.server, "whole server"),
        ]

    def _write_rules(self) -> None:
        token = self.server.command("token", "create", "--scope", _SCOPES)["token"]
        headers = {"Authorization": f"Bearer {token}"}
        base = f"{self.server.url}/api/0/organizations/main/"
        with httpx.Client(base_url=base, headers=headers, timeout=30) as client:

            def make(what: str, body: Mapping[str, Any]) -> str:
                answer = client.post(f"{what}/", json=body)
                assert answer.status_code == 201, answer.text
                return str(answer.json()["id"])

            for rule in client.get("rules/").json():
                client.delete(f"rules/{rule['id']}/").raise_for_status()
            pager = {"kind": "webhook", "config": {"url": f"http://127.0.0.1:{self._pager_port}/"}}
            mail = {"kind": "email", "config": {"to": "crew@example.com"}}
            channels = [
                make("channels", {"name": name, "perMinute": _PER_MINUTE, **channel})
                for name, channel in (("pager", pager), ("mail", mail))
            ]
            targets = [{"kind": "channel", "id": channel} for channel in channels]
            policy = make("policies", {"name": "Both", "steps": [{"targets": targets}]})
            common = {"timing": _AT_ONCE, "policyId": policy, "window": 86_400}
            make("rules", {**common, "name": "each", "measure": "every_event", "groupBy": ["order"]})
            counting = {**common, "measure": "count", "groupBy": ["lane"]}
            make("rules", {**counting, "name": "full", "threshold": LANE})
            make("rules", {**counting, "name": "overfull", "threshold": LANE + 1})
