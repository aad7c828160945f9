"""`redshank send-event`: one event by hand, to see that a DSN works."""

import click

import redshank
from core.errors import Refused
from deploy.commands.options import as_json, show

_PATIENCE_SECONDS = 10.0


@click.command("send-event")
@click.argument("dsn", envvar="REDSHANK_DSN")
@click.option("-m", "--message", default="A test event from the command line", show_default=True)
@click.option("-l", "--level", type=click.Choice(["debug", "info", "warning", "error", "fatal"]), default="error")
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
    redshank send-event $DSN -m "disk is full" -l fatal -t host:web-1 -r shop@1.2.3
    """
    refusals: list[str] = []
    try:
        client = redshank.Client(
            dsn=dsn, release=release, environment=environment, strict=True, on_refusal=refusals.append
        )
    except redshank.ConfigurationError as error:
        raise Refused(f"wrong DSN: {error}", exit_code=2) from error
    pairs = dict(tag.partition(":")[::2] for tag in tags)
    with redshank.new_scope() as scope:
        scope.set_tags(pairs)
        event_id = client.capture_message(message, level=level)
    delivered = client.flush(_PATIENCE_SECONDS)
    client.close()
    if not delivered or refusals or event_id is None:
        raise Refused(f"not sent: {refusals[0] if refusals else 'the server did not answer in time'}")
    show({"id": event_id}, as_json, f"accepted as {event_id}")
