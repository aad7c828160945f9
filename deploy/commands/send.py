"""`redshank send-event`: one event by hand, to see that a DSN works."""

import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import click
from redshank.dsn import parse_dsn
from redshank.envelope import envelope_bytes, event_item
from redshank.errors import InvalidDsn
from redshank.transport import HttpTransport, TransportError

from core.errors import Refused
from deploy.commands.options import as_json, show

_PATIENCE_SECONDS = 10.0
_LEVELS = ("debug", "info", "warning", "error", "fatal")


@click.command("send-event")
@click.argument("dsn", envvar="REDSHANK_DSN")
@click.option("-m", "--message", default="A test event from the command line", show_default=True)
@click.option("-l", "--level", type=click.Choice(_LEVELS), default="error", show_default=True)
@click.option("-r", "--release")
@click.option("-e", "--environment")
@click.option("-t", "--tag", "tags", multiple=True, metavar="KEY:VALUE", help="May be given several times.")
@as_json
def send_event(
    dsn: str,
    message: str,
    level: str,
    release: str | None,
    environment: str | None,
    tags: tuple[str, ...],
    as_json: bool,
) -> None:
    """Send one event to a DSN and say what the server answered.

    \b
    redshank send-event http://KEY@localhost:9000/1
    redshank send-event "$DSN" -m "disk is full" -l fatal -t host:web-1 -r shop@1.2.3
    """
    event = {
        "event_id": uuid4().hex,
        "timestamp": time.time(),
        "platform": "other",
        "level": level,
        "logentry": {"formatted": message},
        "tags": dict(_pair(tag) for tag in tags),
        **{name: value for name, value in (("release", release), ("environment", environment)) if value},
    }
    _post(dsn, event)
    show({"id": event["event_id"]}, as_json, f"accepted as {event['event_id']}")


def _pair(tag: str) -> tuple[str, str]:
    key, _, value = tag.partition(":")
    if not key.strip() or not value.strip():
        raise Refused(f"--tag {tag}: give KEY:VALUE, such as host:web-1", exit_code=2)
    return key, value


def _post(dsn: str, event: dict[str, Any]) -> None:
    """Raises Refused for a wrong DSN, an event that is too long, and any answer but success."""
    try:
        transport = HttpTransport(parse_dsn(dsn), _PATIENCE_SECONDS)
    except InvalidDsn as error:
        raise Refused(f"wrong DSN: {error}; it looks like http://KEY@localhost:9000/1", exit_code=2) from error
    item = event_item(event)
    if item is None:
        raise Refused("the message is too long: an event may have 1 MiB", exit_code=2)
    try:
        answer = transport.post(envelope_bytes([item], datetime.now(UTC).isoformat(), event["event_id"]))
    except TransportError as error:
        raise Refused(f"no answer: {error}; is the server running?") from error
    if not answer.accepted:
        reason = answer.headers.get("x-sentry-error", "no reason given")
        raise Refused(f"the server refused it with {answer.status}: {reason}")
