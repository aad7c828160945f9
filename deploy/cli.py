"""The command `redshank`."""

import os
import sys
from importlib.metadata import version

import click

from core.errors import RedshankError, Refused, Rejected
from deploy.commands import (
    accounts,
    backup,
    books,
    channels,
    dead,
    deliveries,
    demo,
    doctor,
    exchange,
    move,
    report,
    send,
    server,
)


class Commands(click.Group):
    """Turns errors that mean something into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RedshankError as error:
            click.echo(f"redshank: {error}", err=True)
            ctx.exit(error.exit_code if isinstance(error, Refused) else 2 if isinstance(error, Rejected) else 1)
        except PermissionError as error:
            click.echo(f"redshank: {error.filename} is not ours to use: run this as who runs the server", err=True)
            ctx.exit(1)
        except BrokenPipeError:  # `redshank outcomes | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(141)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("redshank-server"), message="redshank %(version)s")
def main() -> None:
    """A small, honest error tracker.

    \b
    redshank serve                     start everything on one port
    redshank project create shop       make a project and print its DSN
    redshank demo                      send the errors of a little shop in trouble
    redshank outcomes                  where did my events go?
    redshank dead replay               try again what could not be processed
    redshank channel test 3            does a message arrive there?
    """


for command in (
    server.serve,
    server.migrate,
    server.settings,
    accounts.project,
    accounts.user,
    accounts.token,
    books.outcomes,
    dead.dead,
    channels.channel,
    deliveries.delivery,
    report.report,
    send.send_event,
    demo.demo,
    doctor.doctor,
    backup.backup,
    backup.restore,
    exchange.export_events,
    exchange.import_events,
    move.move,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
