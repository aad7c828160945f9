"""Apprise: SMS, voice and a hundred services more, by URLs of its own. It makes its own calls, so it runs in a thread,
with checked addresses, without redirects, and with a time limit."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Literal

from alerting.calls import CallFailed, Receipt, without_secrets
from alerting.channels.port import Order
from alerting.channels.wording import cut, issue_words, said
from alerting.guarded_lookup import checked_lookups
from core.addresses import Allowed
from core.alerts import FailureClass, Message
from core.channels import KINDS
from core.channels.fields import checked_field
from core.errors import Rejected

SECONDS: Final = 30.0
"""The time limit. A thread cannot be stopped: afterwards it is left to end by its own socket timeouts."""
_THREADS: Final = ThreadPoolExecutor(4, thread_name_prefix="apprise")
_MOST: Final = 1000
"""Characters; each service cuts by its own limit, an SMS at 160."""
_log = logging.getLogger("apprise")


async def send_by_apprise(order: Order, allowed: Allowed) -> Receipt:
    """Raises CallFailed where Apprise cannot use the URL, is refused an address, or takes too long."""
    url = order.secrets.get("url", "")
    [field] = KINDS["apprise"].fields
    try:
        checked_field(field, url)  # a URL that was saved before the check refused it
    except Rejected as error:
        raise CallFailed(FailureClass.BLOCKED, error.detail) from None
    title, body = words(order)
    loop = asyncio.get_running_loop()
    try:
        return await asyncio.wait_for(
            loop.run_in_executor(_THREADS, _send, url, title, body, kind_of(order.message), allowed), SECONDS
        )
    except TimeoutError:
        raise CallFailed(FailureClass.TIMEOUT, f"Apprise was not done within {SECONDS:g} s") from None


def words(order: Order) -> tuple[str, str]:
    """Title and body, plain text. Pure."""
    told = said(order, 3)
    message = order.message
    lines = [told.text, *(f"{one.short_id} {issue_words(one)}" for one in told.issues), told.more, message.url]
    if message.acknowledge_url:
        lines.append(f"Acknowledge: {message.acknowledge_url}")
    return cut(f"{told.state}: {told.title}", 200), cut("\n".join(line for line in lines if line), _MOST)


def kind_of(message: Message) -> Literal["success", "failure", "info"]:
    """The message's type, of the four that Apprise knows. Pure."""
    if message.purpose == "resolved":
        return "success"
    if message.purpose in ("firing", "update", "repeat", "unacknowledged"):
        return "failure"
    return "info"


def _send(url: str, title: str, body: str, kind: str, allowed: Allowed) -> Receipt:
    # Loading all of Apprise takes five seconds and 30 MB, which only installations that use it should pay.
    import apprise

    asset = apprise.AppriseAsset(http_redirects=False, storage_mode="memory", plugin_paths=[], interpret_escapes=False)
    refusals: list[str] = []
    with _Heard() as heard, checked_lookups(allowed, refusals):
        plugin = apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
        if not isinstance(plugin, apprise.NotifyBase):
            raise CallFailed(
                FailureClass.DATA, "Apprise does not know such a URL: see its documentation of the service"
            )
        sent = plugin.notify(body=body, title=title, notify_type=apprise.NotifyType(kind))
    if refusals:
        raise CallFailed(
            FailureClass.BLOCKED, f"{refusals[0]}, which is not called: REDSHANK_OUTBOUND_ALLOW can open it"
        )
    told = cut(without_secrets("; ".join(heard.lines), _secrets(url)), 300)
    if sent:
        return Receipt(detail=told)
    return Receipt(failure=FailureClass.UNKNOWN, detail=told or "Apprise could not send it, and does not say why")


def _secrets(url: str) -> tuple[str, ...]:
    """The URL's parts: any of them may be a token."""
    rest = url.partition("://")[2]
    for mark in "/@:?&=+":
        rest = rest.replace(mark, " ")
    return (url, *(one for one in rest.split() if len(one) >= 6))


class _Heard(logging.Handler):
    """Collects what Apprise logs about a failure, since its answer is only yes or no. Hears only its own thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self._thread_id = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread_id and len(self.lines) < 5:
            self.lines.append(record.getMessage())

    def __enter__(self) -> "_Heard":
        _log.addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        _log.removeHandler(self)
