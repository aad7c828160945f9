"""The command `redshank`."""

import os
import sys
from importlib import import_module
from importlib.metadata import version

import click
from click.exceptions import NoArgsIsHelpError

from core.errors import RedshankError, Refused, Rejected

_COMMANDS = {
    "serve": "server:serve",
    "migrate": "server:migrate",
    "settings": "server:settings",
    "project": "accounts:project",
    "user": "accounts:user",
    "token": "accounts:token",
    "outcomes": "books:outcomes",
    "dead": "dead:dead",
    "alert": "alerts:alert",
    "oncall": "oncall:oncall",
    "report": "report:report",
    "channel": "channels:channel",
    "delivery": "deliveries:delivery",
    "send-event": "send:send_event",
    "demo": "demo:demo",
    "doctor": "doctor:doctor",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "export": "exchange:export_events",
    "import": "exchange:import_events",
    "move": "move:move",
}
"""Where each is defined. Only the one that is asked for is imported: together they take half a second."""


class Commands(click.Group):
    """Finds commands, and turns errors that mean something into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"deploy.commands.{module}"), attribute)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RedshankError as error:
            click.echo(f"redshank: {error}", err=True)
            ctx.exit(error.exit_code if isinstance(error, Refused) else 2 if isinstance(error, Rejected) else 1)
        except click.UsageError as error:
            if error.ctx is None or isinstance(error, NoArgsIsHelpError):  # the latter shows the help
                raise
            message = error.format_message().rstrip(".")
            click.echo(f"redshank: {message}: see `{error.ctx.command_path} --help`", err=True)
            ctx.exit(error.exit_code)
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


if __name__ == "__main__":
    main()
