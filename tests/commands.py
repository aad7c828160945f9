"""Commands of `redshank`, run in the process of the tests: quicker than in one of their own."""

from click.testing import CliRunner, Result

from deploy.cli import main
from tests.server import RunningServer


def redshank(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(main, arguments, env=environment)


def redshank_at(server: RunningServer, *arguments: str) -> Result:
    """A command at the data dir of that server."""
    return redshank(*arguments, "--data-dir", str(server.data_dir))


def printed(*arguments: str, **environment: str) -> str:
    """What a command prints that must succeed."""
    done = redshank(*arguments, **environment)
    assert done.exit_code == 0, done.output
    return done.stdout
