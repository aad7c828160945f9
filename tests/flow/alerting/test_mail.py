"""Mail through a real mail server: what arrives, and what each refusal means."""

import asyncio
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from alerting.calls import CallFailed
from alerting.channels.email import Mail, mail
from alerting.channels.port import Order
from alerting.mailing import greet, send_mail
from alerting.smtp_address import smtp_address
from core.alerts import FailureClass, Message
from core.channels.samples import sample
from core.errors import Refused
from core.mail.server import SmtpAddress
from core.settings import read_settings
from tests.receivers import post_office, self_made_certificate

NOW = 1_800_000_000.0
MESSAGE = replace(
    sample("firing", "acme", "https://redshank.test", NOW),
    thread="alert:77",
    acknowledge_url="https://redshank.test/a/s",
)
SENDER = "Redshank <alerts@redshank.test>"


def letter(message: Message = MESSAGE, to: str = "ines@example.com", key: str = "d-1") -> Mail:
    order = Order(message=message, config={}, secrets={}, template={}, key=key, sent_at=NOW)
    return mail(order, to, SENDER)


def server(port: int, **more: Any) -> SmtpAddress:
    given = {"user": None, "password": None, "tls": False, "starttls": "auto", "sender": SENDER, **more}
    return SmtpAddress(host="127.0.0.1", port=port, **given)


async def test_a_letter_arrives_as_text_and_as_html() -> None:
    async with post_office() as (post, port):
        receipt = await send_mail(letter(), server(port), None)
        assert (receipt.failure, receipt.status) == (None, 250)
    [got] = post.letters
    assert isinstance(got, EmailMessage)
    assert (got["To"], got["From"]) == ("ines@example.com", SENDER)
    assert got["Subject"] == "[Firing] Payments fail: 12 events in 5 minutes"
    plain, html = got.get_body(("plain",)), got.get_body(("html",))
    assert plain is not None
    assert html is not None
    for part in (plain.get_content(), html.get_content()):
        assert "SHOP-418" in part
        assert "https://redshank.test/a/s" in part


async def test_the_same_delivery_is_the_same_letter_and_an_alert_is_a_thread() -> None:
    async with post_office() as (post, port):
        for key, purpose in (("d-1", "firing"), ("d-1", "firing"), ("d-2", "resolved")):
            message = replace(MESSAGE, purpose=purpose)  # type: ignore[arg-type]
            await send_mail(letter(message, key=key), server(port), None)
    first, again, later = post.letters
    assert first["Message-ID"] == again["Message-ID"] != later["Message-ID"]
    assert first["References"] == again["References"] == later["References"] == later["In-Reply-To"]


async def test_a_report_can_be_left_by_the_mail_programs_own_button() -> None:
    message = replace(MESSAGE, purpose="report", html="<p>Yours</p>", unsubscribe_url="https://redshank.test/u/s")
    async with post_office() as (post, port):
        await send_mail(letter(message), server(port), None)
    assert post.letters[0]["List-Unsubscribe"] == "<https://redshank.test/u/s>"
    assert post.letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


HOSTILE = "x\r\nBcc: evil@example.com\r\n\r\n<script>alert(1)</script>\0\ud800 \u2028 =?utf-8?q?y?="


async def test_what_an_event_says_adds_no_header_and_no_markup() -> None:
    message = replace(MESSAGE, title=HOSTILE, text=HOSTILE, thread=HOSTILE, unsubscribe_url=HOSTILE)
    async with post_office() as (post, port):
        await send_mail(letter(message, key=HOSTILE), server(port), None)
    [got] = post.letters
    assert isinstance(got, EmailMessage)
    assert got["Bcc"] is None
    assert post.recipients == [["ines@example.com"]]
    html = got.get_body(("html",))
    assert html is not None
    assert "<script" not in html.get_content()


async def test_starttls_with_a_self_made_certificate(tmp_path: Path) -> None:
    certificate = self_made_certificate(tmp_path)
    async with post_office(certificate=certificate, login=("redshank", "pa ss")) as (post, port):
        address = server(port, user="redshank", password="pa ss", starttls="always")
        with pytest.raises(CallFailed) as unknown:
            await send_mail(letter(), address, None)
        assert unknown.value.failure is FailureClass.CONNECTION
        assert "REDSHANK_SMTP_CA_FILE" in unknown.value.detail
        assert (await send_mail(letter(), address, certificate[0])).failure is None
        refused = await send_mail(letter(), replace(address, password="wrong"), certificate[0])
        assert (refused.failure, refused.status) == (FailureClass.AUTH, 535)
        assert len(post.letters) == 1


async def test_a_password_is_never_said_without_tls() -> None:
    async with post_office() as (post, port):
        address = server(port, user="redshank", password="hunter22", starttls="always")
        with pytest.raises(CallFailed) as failed:
            await send_mail(letter(), address, None)
        assert failed.value.failure is FailureClass.CONNECTION
        assert "hunter22" not in failed.value.detail
        assert post.letters == []


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ("550 No such user", FailureClass.DATA),
        ("552 Message too large", FailureClass.DATA),
        ("451 Greylisted, come again", FailureClass.SERVER),
        ("421 Too much at once", FailureClass.RATE_LIMIT),
        ("432 Mailbox moves", FailureClass.SERVER),
        ("554 Spam", FailureClass.DATA),
    ],
)
async def test_refusals(answer: str, failure: FailureClass) -> None:
    async with post_office() as (post, port):
        post.refusal = answer
        whole = await send_mail(letter(), server(port), None)
        assert (whole.failure, whole.status) == (failure, int(answer[:3]))
        assert answer[4:] in whole.detail
        post.refusal, post.refused = "", {"ines@example.com": answer}
        recipient = await send_mail(letter(), server(port), None)
        assert recipient.failure == failure


async def test_where_one_of_several_is_refused_the_others_got_it() -> None:
    async with post_office() as (post, port):
        post.refused = {"gone@example.com": "550 No such user"}
        receipt = await send_mail(letter(to="ines@example.com, gone@example.com"), server(port), None)
    assert receipt.failure is None
    assert "gone@example.com refused: 550" in receipt.detail
    assert post.recipients == [["ines@example.com"]]


async def test_nobody_answers_there() -> None:
    with pytest.raises(CallFailed) as failed:
        await send_mail(letter(), server(1), None)
    assert failed.value.failure is FailureClass.CONNECTION
    assert "the mail server 127.0.0.1:1" in failed.value.detail


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 587, False, "auto", None)),
        ("smtp://me:p%40ss@mail.example:25", ("mail.example", 25, False, "always", "p@ss")),
        ("smtp://me:x@mail.example?starttls=never", ("mail.example", 587, False, "never", "x")),
        ("smtps://me:x@mail.example", ("mail.example", 465, True, "always", "x")),
    ],
)
def test_the_address_of_a_mail_server(url: str, expected: tuple[Any, ...]) -> None:
    found = smtp_address(read_settings(smtp_url=url))
    assert found is not None
    assert (found.host, found.port, found.tls, found.starttls, found.password) == expected


@pytest.mark.parametrize(
    "url",
    [
        *("http://x", "smtp://", "mail.example", "smtp://x:y@h?starttls=auto", "smtp://x?starttls=maybe", "smtp://[x"),
        *("smtp://x:99999", "smtp://me:s3cret@ma il"),
    ],
)
def test_what_is_no_address_is_refused_when_the_settings_are_read(url: str) -> None:
    with pytest.raises(Refused, match=r"REDSHANK_SMTP_URL.*write smtp://user:password@host:587") as refused:
        read_settings(smtp_url=url)
    assert refused.value.exit_code == 2
    assert "s3cret" not in str(refused.value)


async def test_a_mail_server_is_greeted_and_logged_in_to() -> None:
    async with post_office() as (post, port):
        await greet(server(port), None, 30)
        assert post.letters == []
    with pytest.raises(CallFailed, match=r"the mail server 127\.0\.0\.1:1 cannot be used"):
        await greet(server(1), None, 30)


async def test_a_mail_server_that_says_nothing_is_not_waited_for() -> None:
    silent = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    async with silent:
        with pytest.raises(CallFailed, match="did not answer in time"):
            await greet(server(silent.sockets[0].getsockname()[1]), None, 0.1)


def test_from_whom_mail_comes() -> None:
    def sender(**given: Any) -> str:
        found = smtp_address(read_settings(smtp_url=given.pop("url", "smtp://m"), **given))
        assert found is not None
        return found.sender

    assert sender(public_url="https://errors.example.com") == "Redshank <redshank@errors.example.com>"
    assert sender(url="smtp://m?from=a@b.example") == "a@b.example"
    assert sender(url="smtp://m?from=a@b.example", mail_from="c@d.example") == "c@d.example"
