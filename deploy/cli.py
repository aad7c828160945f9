"""The command `redshank`."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from typing import Any, NoReturn

import click
from click.exceptions import Exit, NoArgsIsHelpError, NoSuchCommand

from core.errors import RedshankError, Refused, Rejected
from core.search import InvalidQuery

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
"""The module of each command. Only the one that is called is imported: all together take half a second."""

_ASKED_FOR = f"{__name__}.asked_for"
_MAX_WORD = 400
"""Characters: the path of a file may be long."""


class Commands(click.Group):
    """Finds commands, and turns the errors of `core.errors` into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"deploy.commands.{module}"), attribute)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        with _one_line(str(self.name), {}):
            return super().make_context(self.name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        with _one_line(ctx.command_path, ctx.meta):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            ctx.meta[_ASKED_FOR] = _named(self, ctx, args)
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:  # click suggests similar names only among imported commands
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None


def _named(command: click.Command, ctx: click.Context, words: list[str]) -> str:
    """The command that the words name, as a person types it: `redshank dead list`."""
    path = [ctx.command_path]
    for word in words:
        found = command.get_command(ctx, word) if isinstance(command, click.Group) else None
        if found is None:
            break
        path.append(word)
        command = found
    return " ".join(path)


@contextmanager
def _one_line(path: str, meta: Mapping[str, Any]) -> Iterator[None]:
    """Ends the program with one line and an exit code for each error that a person can mend. The line points to the
    --help of the command that was called, which click does not always know (an option without its value, for one)."""
    try:
        yield
    except NoArgsIsHelpError:  # shows the help
        raise
    except InvalidQuery as error:
        _end(f"--query, character {error.position + 1}: {error.detail}", 2)
    except RedshankError as error:
        _end(error, error.exit_code if isinstance(error, Refused) else 2 if isinstance(error, Rejected) else 1)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else meta.get(_ASKED_FOR, path)
        _end(f"{_said(error)}: see `{where} --help`", error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _end("stopped", 130)
    except BrokenPipeError:  # `redshank outcomes | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Exit(141) from None
    except PermissionError as error:
        what = error.filename or "something without a name, perhaps /dev/shm (it has to be writable for everybody),"
        _end(f"{what} is not ours to use: run this as who runs the server", 1)
    except UnicodeEncodeError as error:
        _end(f"{error.object!r} is not text in UTF-8", 2)
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or error, 1)


def _said(error: click.UsageError) -> str:
    """The message of a click error, in our own words where click's are for programmers."""
    message = (
        error.format_message().rstrip(".").replace(" integer range", " whole number").replace(" float range", " number")
    )
    return (
        message.replace("Did you mean", "did you mean").replace(". did", "; did").replace(". (did", " (did").rstrip("?")
    )


def _end(line: object, exit_code: int) -> NoReturn:
    click.echo(f"redshank: {_one_line_of(str(line))}", err=True)
    raise Exit(exit_code)


def _one_line_of(text: str) -> str:
    """One line without terminal escapes; quoted input of a person or a server is cut to a readable length."""
    words = "".join(one if one.isprintable() else " " for one in text).split(" ")
    return " ".join(one if len(one) <= _MAX_WORD else f"{one[: _MAX_WORD // 2]}…{one[-20:]}" for one in words)


@click.group("redshank", cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
