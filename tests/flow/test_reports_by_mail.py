"""A whole server, a real mail server, and a person who reads her report and has had enough of it."""

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.commands import printed, redshank
from tests.server import RunningServer, open_folder, wait_for


class Postbox:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        found = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 taken"


class Office(Controller):
    """On a port that the system chose."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]  # it calls itself there, to see that it answers
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture(scope="module")
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    controller = Office(box, hostname="127.0.0.1", port=0, ready_timeout=60)
    controller.start()
    yield box, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


def test_a_report_arrives_and_its_link_ends_it(folder: Path, postbox: tuple[Postbox, str]) -> None:
    box, smtp = postbox
    data = str(folder / "data")
    with RunningServer(folder / "data", REDSHANK_SMTP_URL=smtp) as server:
        server.command("user", "create", "ines@example.com", "--role", "member")
        shown = json.loads(
            printed("report", "show", "--period", "weekly", "--to", "ines@example.com", "--json", "--data-dir", data)
        )
        assert shown["subject"].startswith("Your week in ")
        sent = json.loads(
            printed("report", "send", "--to", "Ines@example.com", "--json", "--data-dir", data, REDSHANK_SMTP_URL=smtp)
        )
        assert sent["delivery"] is not None
        assert _mail_line(data, smtp)["state"] == "ok"
        wait_for(lambda: bool(box.mails), "the report to arrive")
        [mail] = box.mails
        assert mail["Subject"].startswith("Your day in ")
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = re.sub(r"\s", "", mail["List-Unsubscribe"]).strip("<>")
        for part in ("plain", "html"):
            body = mail.get_body((part,))
            assert body is not None
            assert "No daily report any more" in body.get_content()
        path = urlsplit(link).path
        assert "Stop it" in httpx.get(f"{server.url}{path}", timeout=60).text
        done = httpx.post(f"{server.url}{path}", data={"List-Unsubscribe": "One-Click"}, timeout=60)
        assert (done.status_code, "has ended" in done.text) == (200, True)


def test_who_is_nobody_or_has_no_mail_server_is_told_so() -> None:
    with open_folder() as folder, RunningServer(folder / "data") as server:
        where = ("--data-dir", str(server.data_dir))
        nobody = redshank("report", "show", "--to", "nobody@example.com", *where)
        assert (nobody.exit_code, "is no member" in nobody.stderr) == (1, True)
        no_mail = redshank("report", "send", "--to", "nobody@example.com", *where)
        assert (no_mail.exit_code, "REDSHANK_SMTP_URL" in no_mail.stderr) == (1, True)
        doctor = json.loads(redshank("doctor", "--json", *where).stdout)
        [alerts] = [one for one in doctor if one["what"] == "alerts"]
        assert (alerts["state"], "REDSHANK_SMTP_URL" in alerts["detail"]) == ("warning", True)
        away = _mail_line(str(server.data_dir), "smtp://127.0.0.1:1")
        assert (away["state"], away["detail"].startswith("127.0.0.1:1 takes no mail")) == ("missing", True)


def _mail_line(data_dir: str, smtp: str) -> dict[str, str]:
    """What the doctor says of the mail server."""
    asked = redshank("doctor", "--json", "--data-dir", data_dir, REDSHANK_SMTP_URL=smtp)
    [mail] = [one for one in json.loads(asked.stdout) if one["what"] == "mail"]
    return dict(mail)
