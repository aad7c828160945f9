"""Sends mail: one connection to the mail server for each message."""

import asyncio
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final

import aiosmtplib

from alerting.calls import CallFailed, Receipt, without_secrets
from alerting.channels.email import Mail
from core.alerts import FailureClass
from core.mail.server import SmtpAddress

SECONDS: Final = 20.0
"""For each step; mail servers that check senders think for some seconds."""
_THROTTLED: Final = 421
"""Codes that concern the connection. Other 4xx codes concern one mail or one recipient, and must not hold back the
rest."""
_REFUSED_LOGIN: Final = frozenset({530, 534, 535, 538})


async def send_mail(mail: Mail, server: SmtpAddress, ca_file: Path | None) -> Receipt:
    """Raises CallFailed where the server does not answer, or cannot be trusted."""
    if not mail.to:
        raise CallFailed(FailureClass.DATA, "there is no mail address to send it to: mend the channel's addresses")
    secrets = (server.password or "",)
    try:
        async with _client(server, ca_file, SECONDS) as client:
            refused, answer = await client.send_message(composed(mail), recipients=list(mail.to))
    except aiosmtplib.SMTPResponseException as error:
        return _refused(error.code, without_secrets(f"{error.code} {error.message}", secrets))
    except aiosmtplib.SMTPRecipientsRefused as error:
        codes = sorted(one.code for one in error.recipients)
        words = "; ".join(f"{one.recipient}: {one.code} {one.message}" for one in error.recipients)
        return _refused(codes[-1] if codes else 550, without_secrets(words, secrets))
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
        raise _failed(server, error, secrets) from error
    if refused:  # some recipients got it, and sending it again would give them a second copy
        words = "; ".join(f"{who} refused: {response.code} {response.message}" for who, response in refused.items())
        return Receipt(detail=words[:500], status=250)
    return Receipt(detail=answer[:300], status=250)


async def greet(server: SmtpAddress, ca_file: Path | None, seconds: float) -> None:
    """Connect and log in as for a mail, within so many seconds, without sending one. Raises CallFailed with the
    reason."""
    secrets = (server.password or "",)
    try:
        async with asyncio.timeout(seconds), _client(server, ca_file, seconds):
            pass
    except aiosmtplib.SMTPResponseException as error:
        receipt = _refused(error.code, without_secrets(f"{error.code} {error.message}", secrets))
        raise CallFailed(receipt.failure or FailureClass.UNKNOWN, receipt.detail) from error
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
        raise _failed(server, error, secrets) from error


def _client(server: SmtpAddress, ca_file: Path | None, seconds: float) -> aiosmtplib.SMTP:
    """A client that is not connected yet; it logs in where a user is set. `seconds`: for each step."""
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls={"auto": None, "always": True, "never": False}[server.starttls] if not server.tls else False,
        tls_context=ssl.create_default_context(cafile=None if ca_file is None else str(ca_file)),
        timeout=seconds,
    )


def composed(mail: Mail) -> EmailMessage:
    """The mail under a policy that refuses line breaks in headers, though none should be left."""
    message = EmailMessage(policy=SMTP)
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.to)
    message["Subject"] = mail.subject
    for name, value in mail.headers.items():
        message[name] = value
    message.set_content(_writable(mail.text))
    message.add_alternative(_writable(mail.html), subtype="html")
    return message


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _refused(code: int, words: str) -> Receipt:
    words = " ".join(words.split())[:500]
    if code in _REFUSED_LOGIN:
        failure = FailureClass.AUTH
    elif code == _THROTTLED:
        failure = FailureClass.RATE_LIMIT
    else:
        failure = FailureClass.DATA if code >= 500 else FailureClass.SERVER
    return Receipt(failure=failure, detail=words, status=code)


def _failed(server: SmtpAddress, error: Exception, secrets: tuple[str, ...]) -> CallFailed:
    where = f"the mail server {server.host}:{server.port}"
    if isinstance(error, aiosmtplib.SMTPTimeoutError | TimeoutError):
        return CallFailed(FailureClass.TIMEOUT, f"{where} did not answer in time")
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return CallFailed(
            FailureClass.CONNECTION,
            f"the certificate of {where} cannot be trusted ({cause.verify_message}): see REDSHANK_SMTP_CA_FILE",
        )
    words = without_secrets(" ".join(str(error).split()), secrets)[:200]
    return CallFailed(FailureClass.CONNECTION, f"{where} cannot be used: {words}")
